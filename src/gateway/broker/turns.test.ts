import { getEventListeners } from 'node:events'
import { beforeEach, describe, expect, it } from 'vitest'
import { BusyError } from '../http/busy.ts'
import { Turns, type Lane } from './turns.ts'

const limits = {
  lists: 3,
  nodeLists: 2,
  others: 4,
  ofPerson: 3,
  listsOfPerson: 2,
  waitingOfPerson: 5,
  waiting: 12,
}

let turns: Turns
/** People with a turn, in the order of their turns, each with the function that ends it. */
let begun: { name: string; end: () => void }[]

beforeEach(() => {
  turns = new Turns(limits)
  begun = []
})

const stays = () => new AbortController().signal
const settle = () => new Promise(setImmediate)

/** Takes turns for a person, named `ann 1`, `ann 2`, … */
async function take(person: string, lane: Lane, count = 1, signal = stays()) {
  const failures: unknown[] = []
  for (let i = 1; i <= count; i++) {
    turns
      .take(person, lane, signal, 120_000)
      .then((end) => begun.push({ name: `${person} ${i}`, end }))
      .catch((error: unknown) => failures.push(error))
  }
  await settle()
  return failures
}

const names = () => begun.map(({ name }) => name)

async function endTurn(name: string) {
  begun.find((turn) => turn.name === name)?.end()
  await settle()
}

describe('a turn', () => {
  it('comes at once as long as there is room', async () => {
    await take('ann', 'others', 3)
    expect(names()).toEqual(['ann 1', 'ann 2', 'ann 3'])
  })

  it('comes no sooner than the person’s own questions allow', async () => {
    await take('ann', 'others', 4)
    expect(names()).toHaveLength(3)
    await endTurn('ann 2')
    expect(names().at(-1)).toBe('ann 4')
  })

  it('for a client comes at once while the lists of one person are at their limit', async () => {
    await take('ann', 'lists', 5)
    expect(names()).toEqual(['ann 1', 'ann 2'])
    await take('bob', 'others')
    expect(names().at(-1)).toBe('bob 1')
  })

  it('for a client comes besides the person’s own lists', async () => {
    await take('ann', 'lists', 5)
    await take('ann', 'others')
    expect(names()).toEqual(['ann 1', 'ann 2', 'ann 1'])
  })

  it('goes from person to person, also if one has many questions', async () => {
    await take('ann', 'lists', 5)
    await take('bob', 'lists', 3)
    await take('cat', 'lists', 1)
    expect(names()).toEqual(['ann 1', 'ann 2', 'bob 1'])
    await endTurn('ann 1')
    expect(names().at(-1)).toBe('ann 3')
    await endTurn('ann 2')
    expect(names().at(-1)).toBe('bob 2')
    await endTurn('bob 1')
    expect(names().at(-1)).toBe('cat 1')
  })

  it('ends once, even if it is ended twice', async () => {
    await take('ann', 'others', 4)
    const [first] = begun
    first?.end()
    first?.end()
    await take('ann', 'others', 1)
    expect(begun).toHaveLength(4)
  })
})

describe('a question that waits', () => {
  it('is refused if too many of the same person wait', async () => {
    const failures = await take('ann', 'lists', 8)
    expect(failures).toHaveLength(1)
    expect(failures[0]).toMatchObject({ status: 429 })
    expect(turns.waiting).toBe(5)
  })

  it('is refused if too many wait in all', async () => {
    for (const person of ['ann', 'bob', 'cat']) await take(person, 'lists', 6)
    const failures = await take('dan', 'lists')
    expect(failures[0]).toMatchObject({ status: 503 })
    expect(turns.waiting).toBe(12)
  })

  it('leaves nothing behind if its browser goes away', async () => {
    await take('ann', 'lists', 2)
    const gone = new AbortController()
    const failures = await take('ann', 'lists', 2, gone.signal)
    expect(failures).toEqual([])
    gone.abort('gone')
    await settle()
    expect(failures).toEqual(['gone', 'gone'])
    expect(turns.waiting).toBe(0)
    expect(getEventListeners(gone.signal, 'abort')).toEqual([])
    await endTurn('ann 1')
    await endTurn('ann 2')
    await take('ann', 'lists', 2)
    expect(begun).toHaveLength(4)
  })

  it('is refused if its browser has already gone', async () => {
    expect(await take('ann', 'lists', 1, AbortSignal.abort('gone'))).toEqual(['gone'])
    expect(turns.waiting).toBe(0)
  })

  it('fails if no turn comes in time', async () => {
    await take('ann', 'lists', 2)
    const late = turns.take('ann', 'lists', stays(), 10)
    await expect(late).rejects.toThrow(BusyError)
    expect(turns.waiting).toBe(0)
  })
})
