import {
  bare,
  measureFirstRow,
  measureNodes,
  measureOpening,
  measureRefreshes,
  measureRereads,
  measureScroll,
  measureTurnReadAhead,
  measureTurns,
  measureWatching,
  react,
  roster,
  type Bench,
  type Subject,
} from './measures.ts'
import type { GrowingClient } from './growing-client.ts'
import type { LongTasks, Turn, Wait } from './probe.ts'
import type { Figure, Target } from './report.ts'

/** Results for both pages. */
interface Both<T> {
  roster: T[]
  /** Of the page that it is compared with. */
  bare: T[]
}

const atMost = (value: number): Target => ({ of: 'figure', bound: '≤', value })
const atLeast = (value: number): Target => ({ of: 'figure', bound: '≥', value })
const ratioAtMost = (value: number): Target => ({ of: 'ratio', bound: '≤', value })

/** How long a turn takes at most beside the bare page's, by the rows of a page. */
const turnTargets: Record<number, Target> = {
  20: ratioAtMost(2),
  500: ratioAtMost(0.6),
  10_000: ratioAtMost(0.3),
}

/** Nodes of the document, however long the list is. Up to 200 rows all are in it. */
const MOST_NODES = 3000
const MOST_PLAIN_ROWS = 200

/** Turns in one visit, if the list has so many pages. */
const TURNS = 12

/**
 * How long the list's first row takes to show up, beside the bare page's, and until it can be acted
 * on, beside that of the smallest page of React.
 */
export async function firstRowFigures(bench: Bench, rounds: number): Promise<Figure[]> {
  type Visit = Awaited<ReturnType<typeof measureFirstRow>>
  const subjects = { roster, bare, react }
  const visits: Record<keyof typeof subjects, Visit[]> = { roster: [], bare: [], react: [] }
  for (let round = 0; round < rounds; round++) {
    for (const name of ['roster', 'bare', 'react'] as const) {
      visits[name].push(await measureFirstRow(bench, subjects[name]))
    }
  }
  const beside = (name: 'bare' | 'react') => ({ roster: visits.roster, bare: visits[name] })
  const usable = (name: string, of: (visit: Visit) => Wait, target: number) =>
    waitFigures(
      `${name}, can be acted on; bare: React`,
      map(beside('react'), of),
      ratioAtMost(target),
    )
  return [
    ...waitFigures(
      'first row, cold',
      map(beside('bare'), ({ cold }) => cold.first),
    ),
    ...usable('first row, cold', ({ cold }) => cold.usable, 2),
    ...waitFigures(
      'first row, warm',
      map(beside('bare'), ({ warm }) => warm.first),
    ),
    ...usable('first row, warm', ({ warm }) => warm.usable, 1.8),
  ]
}

/**
 * How long it takes to turn to another page, and what that page weighs.
 * @param size rows of a page
 * @param count clients in the list
 */
export async function turnFigures(bench: Bench, rounds: number, size: number, count: number) {
  const pages = Math.ceil(count / size)
  const visits = await measureBoth(rounds, (subject) =>
    measureTurns(bench, subject, size, Math.min(TURNS + 1, pages)),
  )
  const name = `turn to ${size.toLocaleString('en')} rows`
  const noLongTask = bench.cpuRate === 1 ? atMost(100) : undefined
  const nodesTarget = size > MOST_PLAIN_ROWS ? atMost(MOST_NODES) : undefined
  const turns = map(visits, (visit) => visit.turns)
  const figures = [
    ...waitFigures(name, turns, turnTargets[size], noLongTask, mean),
    figure('  DOM nodes', '', visits, ({ weight }) => weight.nodes, nodesTarget),
    figure('  heap', 'MB', visits, ({ weight }) => weight.heap),
  ]
  const ahead: Turn[] = []
  for (let round = 0; round < rounds; round++) {
    // With two pages, the next one is the last, and short.
    const turn = pages > 2 ? await measureTurnReadAhead(bench, roster, size) : null
    if (turn === null) return figures
    ahead.push(turn)
  }
  // The bare page reads nothing ahead: its turns are the same.
  const waits = { roster: ahead, bare: turns.bare }
  return [...figures, ...waitFigures(`${name}, read ahead`, waits, undefined, noLongTask, mean)]
}

/** How long it takes to read so many rows again, and how many nodes all columns of them make. */
export async function rereadFigures(bench: Bench, rounds: number, size: number): Promise<Figure[]> {
  const waits = { roster: await measureRereads(bench, size, 2 * rounds + 1), bare: [] }
  const noLongTask = bench.cpuRate === 1 ? atMost(100) : undefined
  const rows = size.toLocaleString('en')
  return [
    ...waitFigures(`read ${rows} rows anew`, waits, undefined, noLongTask),
    {
      name: `every column of ${rows} rows, scrolled: DOM nodes`,
      unit: '',
      roster: await measureNodes(bench, size),
      bare: NaN,
      target: atMost(MOST_NODES),
    },
  ]
}

/** How smoothly a page of so many rows scrolls. */
export async function scrollFigures(bench: Bench, rounds: number, size: number) {
  const scrolls = await measureBoth(rounds, (subject) => measureScroll(bench, subject, size))
  const [smooth, noLongTask] = bench.cpuRate === 1 ? [atLeast(55), atMost(0)] : []
  const name = `scroll ${size.toLocaleString('en')} rows, frames/s`
  return [
    figure(name, '', scrolls, ({ framesPerSecond }) => framesPerSecond, smooth),
    ...longTaskFigures(scrolls, { count: noLongTask }),
  ]
}

/** How long it takes to open a client from the list, beside one answer of the API. */
export async function openingFigures(bench: Bench, rounds: number): Promise<Figure[]> {
  const visits: Awaited<ReturnType<typeof measureOpening>>[] = []
  for (let round = 0; round < rounds; round++) visits.push(await measureOpening(bench))
  const answer = median(visits.map((visit) => visit.answer))
  const target = bench.cpuRate === 1 ? atMost(Math.round(answer) + 50) : undefined
  const read = (
    name: string,
    unit: Figure['unit'],
    of: (wait: Wait) => number,
    pick = median,
  ): Figure => ({ name, unit, roster: pick(visits.map(({ open }) => of(open))), bare: NaN })
  return [
    {
      ...read('open a client; bare: one API answer', 'ms', ({ ms }) => ms),
      bare: answer,
      target,
    },
    read('  long tasks', '', ({ count }) => count, most),
    read('  the longest', 'ms', ({ longest }) => longest, most),
  ]
}

/** Samples in a quarter of an hour, and in an hour: one in 15 s. */
const WATCHED = { before: 60, after: 240 }

/** How smoothly a client's page takes in an hour of samples, charts shown. */
export async function watchingFigures(bench: Bench, client: GrowingClient): Promise<Figure[]> {
  const { refreshes } = await measureWatching(bench, client, [WATCHED.after])
  const alone = (name: string, unit: Figure['unit'], value: number, target?: Target): Figure => {
    return { name, unit, roster: value, bare: NaN, target }
  }
  const longest = most(refreshes.map((refresh) => refresh.longest))
  const noLongTask = bench.cpuRate === 1 ? atMost(0) : undefined
  return [
    alone(`${WATCHED.after} samples, each`, 'ms', median(refreshes.map(({ ms }) => ms))),
    alone('  with a long task', '', refreshes.filter(({ count }) => count > 0).length, noLongTask),
    alone('  the longest', 'ms', longest),
  ]
}

/** Whether the heap grows while a client's page takes in an hour of samples, charts shown. */
export async function watchingHeapFigures(bench: Bench, client: GrowingClient): Promise<Figure[]> {
  const { before, after } = WATCHED
  const { heaps } = await measureWatching(bench, client, [before, after])
  const [first = NaN, last = NaN] = heaps
  return [
    { name: `heap after ${before} samples of a client`, unit: 'MB', roster: first, bare: NaN },
    { name: `  after ${after}`, unit: 'MB', roster: last, bare: NaN },
    { name: '  of that', unit: '%', roster: (100 * last) / first, bare: NaN, target: atMost(105) },
  ]
}

/** Whether the heap grows while a page of so many rows is read again and again. */
export async function refreshFigures(bench: Bench, size: number): Promise<Figure[]> {
  const heaps = await measureBoth(1, (subject) => measureRefreshes(bench, subject, size))
  return [
    figure(`heap after 5 refreshes of ${size} rows`, 'MB', heaps, ({ after5 }) => after5),
    figure('  after 50', 'MB', heaps, ({ after50 }) => after50),
    figure('  of that', '%', heaps, ({ after5, after50 }) => (100 * after50) / after5, atMost(105)),
  ]
}

function waitFigures(
  name: string,
  waits: Both<Wait>,
  target?: Target,
  taskTarget?: Target,
  pick = median,
) {
  return [
    figure(name, 'ms', waits, ({ ms }) => ms, target, pick),
    ...longTaskFigures(waits, { longest: taskTarget }),
  ]
}

/** Of these the worst that was met counts: a median would hide every other one. */
function longTaskFigures<T extends LongTasks>(
  results: Both<T>,
  targets: { count?: Target | undefined; longest?: Target | undefined },
) {
  return [
    figure('  long tasks', '', results, ({ count }) => count, targets.count, most),
    figure('  the longest', 'ms', results, ({ longest }) => longest, targets.longest, most),
  ]
}

/** Measures both pages by turns, so that other load of the machine affects both alike. */
async function measureBoth<T>(rounds: number, measure: (subject: Subject) => Promise<T>) {
  const results: Both<T> = { roster: [], bare: [] }
  for (let round = 0; round < rounds; round++) {
    results.roster.push(await measure(roster))
    results.bare.push(await measure(bare))
  }
  return results
}

function map<T, U>(results: Both<T>, part: (result: T) => U | U[]): Both<U> {
  return { roster: results.roster.flatMap(part), bare: results.bare.flatMap(part) }
}

/** A figure out of several results: their median, unless another way is picked. */
function figure<T>(
  name: string,
  unit: Figure['unit'],
  results: Both<T>,
  read: (result: T) => number,
  target?: Target,
  pick = median,
): Figure {
  const { roster: ours, bare: theirs } = results
  return { name, unit, roster: pick(ours.map(read)), bare: pick(theirs.map(read)), target }
}

/** NaN where there is none, as for {@link median}. */
const most = (numbers: number[]) => (numbers.length > 0 ? Math.max(...numbers) : NaN)

/** For turns: each ends on a frame, so a median of them jumps by 16 ms from run to run. */
function mean(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}

function median(numbers: number[]): number {
  return numbers.sort((a, b) => a - b)[numbers.length >> 1] ?? NaN
}
