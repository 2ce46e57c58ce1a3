// The zones and clocks of the cluster's nodes, by what `/brokers` tells.
import * as v from 'valibot'
import { brokersSchema, readAnswer } from '../../contract/answer.ts'
import type { BrokerAnswer } from './gather-answer.ts'

const MINUTE_MS = 60_000

/** Zones are whole quarters of an hour away from UTC. */
const QUARTER_MS = 15 * MINUTE_MS

/** Zones are at most so far from UTC. A clock that is farther off is wrong. */
const MOST_OFFSET_MINUTES = 14 * 60

/** A clock that is farther from a quarter of an hour may belong to the quarter before, in ms. */
const MOST_AHEAD_MS = 5 * MINUTE_MS

/** What a node's clock told at last. */
export interface NodeClock {
  /** Offset from UTC, in minutes; null: the clock is too far off to tell. */
  offsetMinutes: number | null
  /** What is left of the difference to the gateway's clock, in s. */
  aheadSeconds: number
}

/**
 * The clock of each node in an answer of `/brokers`. Each node writes its `datetime`, and all times of its
 * clients, in its own zone. Source: measured on 4.4.19.
 * @param now when the answer came, in ms since the epoch
 */
export function readClocks({ status, body }: BrokerAnswer, now: number): Map<string, NodeClock> {
  let rows: v.InferOutput<typeof brokersSchema>['data']
  try {
    rows = readAnswer(brokersSchema, status, body.toString()).data
  } catch {
    return new Map()
  }
  const clocks = rows.map(({ node, datetime }) => [node, clockOf(datetime, now)] as const)
  return new Map(clocks.filter((entry): entry is [string, NodeClock] => entry[1] !== null))
}

function clockOf(datetime: string, now: number): NodeClock | null {
  const shown = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(datetime)
    ? Date.parse(`${datetime.replace(' ', 'T')}Z`)
    : Number.NaN
  if (Number.isNaN(shown)) return null
  const difference = shown - now
  const offset = Math.round(difference / QUARTER_MS) * QUARTER_MS
  const ahead = difference - offset
  const minutes = offset / MINUTE_MS
  const isZone = Math.abs(minutes) <= MOST_OFFSET_MINUTES && Math.abs(ahead) <= MOST_AHEAD_MS
  // Zero may come out as -0.
  return { offsetMinutes: isZone ? minutes + 0 : null, aheadSeconds: Math.round(ahead / 1000) + 0 }
}
