import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { Toaster, useToast } from './toaster.tsx'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

async function show(sticky: boolean, isDone = false) {
  let replace = (_next: string) => {}
  function Example() {
    const showToast = useToast()
    return <button onClick={() => (replace = showToast('first', { sticky, isDone }))}>show</button>
  }
  const screen = await render(
    <Toaster closeLabel="Close">
      <Example />
    </Toaster>,
  )
  await screen.getByRole('button', { name: 'show' }).click()
  const status = screen.getByRole('status')
  await expect.element(status).toHaveTextContent('first')
  return { screen, status, replace: (next: string) => replace(next) }
}

it('a toast goes away after a while', async () => {
  const { status } = await show(false)
  await vi.advanceTimersByTimeAsync(12_000)
  await expect.element(status).toHaveTextContent(/^$/)
})

it('a toast that only says that something is done goes away soon', async () => {
  const { status } = await show(false, true)
  await vi.advanceTimersByTimeAsync(3_000)
  await expect.element(status).toHaveTextContent(/^$/)
})

it('a sticky toast stays until its text is replaced, and the new text goes away after a while', async () => {
  const { status, replace } = await show(true)
  expect(vi.getTimerCount()).toBe(0)
  replace('second')
  await expect.element(status).toHaveTextContent(/^second/)
  await vi.advanceTimersByTimeAsync(12_000)
  await expect.element(status).toHaveTextContent(/^$/)
})

it('a closed toast does not come back with another text', async () => {
  const { screen, status, replace } = await show(true)
  await screen.getByRole('button', { name: 'Close' }).click()
  await expect.element(status).toHaveTextContent(/^$/)
  replace('second')
  await screen.getByRole('button', { name: 'show' }).click()
  await expect.element(status).toHaveTextContent(/^first[^s]*$/)
})

it('equal toasts become one with a count, which stays for its own time', async () => {
  const { screen, status } = await show(false)
  await vi.advanceTimersByTimeAsync(11_000)
  const button = screen.getByRole('button', { name: 'show' })
  await button.click()
  await button.click()
  await expect.element(status).toHaveTextContent(/^first \(3×\)✕$/)
  await vi.advanceTimersByTimeAsync(11_000)
  await expect.element(status).toHaveTextContent(/^first/)
  await vi.advanceTimersByTimeAsync(1_000)
  await expect.element(status).toHaveTextContent(/^$/)
})

it('equal sticky toasts stay apart: each waits for a text of its own', async () => {
  const { screen, status } = await show(true)
  await screen.getByRole('button', { name: 'show' }).click()
  await expect.element(status).toHaveTextContent(/^first✕first✕$/)
})

it('an action runs once and closes its toast', async () => {
  const run = vi.fn<() => void>()
  function Example() {
    const showToast = useToast()
    return (
      <button onClick={() => showToast('done', { action: { label: 'more', run } })}>show</button>
    )
  }
  const screen = await render(
    <Toaster closeLabel="Close">
      <Example />
    </Toaster>,
  )
  await screen.getByRole('button', { name: 'show' }).click()
  await screen.getByRole('button', { name: 'more' }).click()
  expect(run).toHaveBeenCalledTimes(1)
  await expect.element(screen.getByRole('status')).toHaveTextContent(/^$/)
})
