import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { createStore, useStore } from './store.ts'

it('tells its listeners of a new value, and not of the same one', () => {
  const store = createStore(1)
  const onChange = vi.fn<() => void>()
  const unsubscribe = store.subscribe(onChange)
  store.set(1)
  store.set(2)
  unsubscribe()
  store.set(3)
  expect(onChange).toHaveBeenCalledTimes(1)
  expect(store.get()).toBe(3)
})

it('renders a component when its part of the value changes, and not for another part', async () => {
  const store = createStore({ a: 1, b: 1 })
  const seen: number[] = []
  function Reader() {
    const part = useStore(store, ({ a }) => a)
    seen.push(part)
    return <output>{part}</output>
  }
  const screen = await render(<Reader />)
  store.set({ a: 1, b: 2 })
  store.set({ a: 2, b: 2 })
  await expect.element(screen.getByRole('status')).toHaveTextContent('2')
  expect(seen).toEqual([1, 2])
})
