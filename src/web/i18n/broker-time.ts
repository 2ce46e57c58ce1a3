// The broker's times, and the zones that they are in.
const BROKER_TIME = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/

/**
 * Converts a time of the broker (`YYYY-MM-DD HH:mm:ss`, local, without an offset) to ms since the
 * epoch; null if the text is no such time. If a change of the clocks repeats the hour, the time has
 * the later offset.
 * @param timeZone IANA name of the broker's zone, or its offset from UTC in minutes
 */
export function brokerTimeToEpoch(text: string, timeZone: string | number): number | null {
  const match = BROKER_TIME.exec(text)
  if (!match) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map(Number)
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second)
  if (typeof timeZone === 'number') return asUtc - timeZone * 60_000
  // A second look-up: the first guess may lie on the other side of a change of the clocks.
  const guess = asUtc - offsetAt(asUtc, timeZone)
  return asUtc - offsetAt(guess, timeZone)
}

/** The name of a zone if the browser knows it, else null: its data may be older than the gateway's. */
export function knownZone(name: string | null): string | null {
  try {
    if (name !== null) formatFor(name)
    return name
  } catch {
    return null
  }
}

/** Zones change their offset only at a quarter of an hour. */
const QUARTER_MS = 900_000

/** Known offsets by zone and quarter of an hour: `Intl` takes longer than the rest of a row. */
const offsets = new Map<string, number>()

/** How far a zone's clocks are ahead of UTC, in ms. */
function offsetAt(epochMs: number, timeZone: string): number {
  const key = `${timeZone} ${Math.floor(epochMs / QUARTER_MS)}`
  const offset = offsets.get(key) ?? findOffset(epochMs, timeZone)
  offsets.set(key, offset)
  return offset
}

function findOffset(epochMs: number, timeZone: string): number {
  const parts = formatFor(timeZone).formatToParts(epochMs)
  const part = (type: string) => Number(parts.find((found) => found.type === type)?.value)
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return shown - epochMs
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en', {
      timeZone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(timeZone, format)
  }
  return format
}
