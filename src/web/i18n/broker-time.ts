const BROKER_TIME = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/

/**
 * The moment, in ms since the epoch, at which the clocks of a zone show a time as the broker writes
 * it (`YYYY-MM-DD HH:mm:ss`, local, without an offset), or null where the text is none. Of the two
 * moments of an hour that a change of clocks repeats, the one with the later offset.
 */
export function brokerTimeToEpoch(text: string, timeZone: string): number | null {
  const match = BROKER_TIME.exec(text)
  if (!match) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map(Number)
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second)
  // Twice: the first guess may lie on the other side of a change of clocks.
  const guess = asUtc - offsetAt(asUtc, timeZone)
  return asUtc - offsetAt(guess, timeZone)
}

/** Zones change their offset on a quarter of an hour, if at all; in ms. */
const QUARTER_MS = 900_000

/** Offsets that were found, by zone and quarter of an hour: to ask takes longer than to draw a row. */
const offsets = new Map<string, number>()

/** How far a zone's clocks are ahead of UTC at a moment, in ms. */
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
