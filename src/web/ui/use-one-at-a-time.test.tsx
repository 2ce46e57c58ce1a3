import { expect, it } from 'vitest'
import { renderHook } from 'vitest-browser-react'
import { useOneAtATime } from './use-one-at-a-time.ts'

it('an action runs once at a time, and again after its end, also after a failure', async () => {
  const begun: ((error?: Error) => void)[] = []
  const { result } = await renderHook(() =>
    useOneAtATime(
      () =>
        new Promise<void>((resolve, reject) => {
          begun.push((error) => (error ? reject(error) : resolve()))
        }),
    ),
  )
  const first = result.current()
  await result.current()
  expect(begun).toHaveLength(1)
  begun[0]?.(new Error('failed'))
  await expect(first).rejects.toThrow('failed')
  const second = result.current()
  expect(begun).toHaveLength(2)
  begun[1]?.()
  await second
})

it('the second click of a double click counts for nothing after the end either', async () => {
  let runs = 0
  const { result } = await renderHook(() => useOneAtATime(async () => runs++, 60_000))
  await result.current()
  await result.current()
  expect(runs).toBe(1)
})
