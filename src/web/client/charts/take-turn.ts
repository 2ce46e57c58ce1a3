import { yieldToMain } from '../../ui/browser/yield-to-main.ts'

let last: Promise<void> = Promise.resolve()

/** Queues a piece of work. Other tasks of the page have a turn before each piece. */
export function takeTurn(work: () => void): Promise<void> {
  const turn = last.then(yieldToMain).then(work)
  last = turn.catch(() => {})
  return turn
}
