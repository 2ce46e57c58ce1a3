import { yieldToMain } from '../../ui/browser/yield-to-main.ts'

let last: Promise<void> = Promise.resolve()

/** Runs pieces of work one by one, and lets the page live before each. */
export function takeTurn(work: () => void): Promise<void> {
  const turn = last.then(yieldToMain).then(work)
  last = turn.catch(() => {})
  return turn
}
