import { NEVER_EXPIRES } from '../../contract/client.ts'
import { brokerTimeToEpoch } from './broker-time.ts'
import type { Messages } from './en.ts'

/** Values in the reader's language. Every function takes what the broker gave, with its unit. */
export type Format = ReturnType<typeof createFormat>

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']
// Sweden writes what ISO 8601 does, and what the broker does: short, even, the same in every language.
const clock = once(() => new Intl.DateTimeFormat('sv-SE', { timeStyle: 'medium' }))
const dateTime = once(
  () => new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' }),
)

const DURATION_UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/**
 * Formats for one language.
 * @param brokerTimeZone IANA name of the zone in which the broker writes its times, if known
 */
export function createFormat(lang: string, messages: Messages, brokerTimeZone: string | null) {
  const numbers = (options: Intl.NumberFormatOptions) =>
    once(() => new Intl.NumberFormat(lang, options))
  const whole = numbers({})
  const oneDigit = numbers({ maximumFractionDigits: 1 })
  const twoDigits = numbers({ maximumFractionDigits: 2 })
  const percent = numbers({ style: 'percent' })
  const relative = once(() => new Intl.RelativeTimeFormat(lang, { style: 'narrow' }))
  const durationFormats = DURATION_UNITS.map(([unit]) =>
    numbers({ style: 'unit', unit, unitDisplay: 'narrow' }),
  )

  /** Most counts of a list have no separator, and are the same in every language. */
  const number = (value: number) =>
    Number.isInteger(value) && value >= 0 && value < 1000 ? String(value) : whole().format(value)

  /** A duration in seconds, in at most two units: `2h`, `1m 30s`. */
  const duration = (seconds: number) => {
    let rest = Math.round(seconds)
    const parts: string[] = []
    DURATION_UNITS.forEach(([, size], index) => {
      const amount = Math.floor(rest / size)
      if (amount === 0 || parts.length === 2) return
      rest -= amount * size
      parts.push(durationFormats[index]?.().format(amount) ?? '')
    })
    return parts.join(' ') || (durationFormats.at(-1)?.().format(0) ?? '')
  }

  const brokerEpoch = (text: string) =>
    brokerTimeZone === null ? null : brokerTimeToEpoch(text, brokerTimeZone)

  const brokerTime = (text: string) => {
    const epochMs = brokerEpoch(text)
    return epochMs === null ? text : dateTime().format(epochMs)
  }
  const brokerTimeNote = brokerTimeZone === null ? messages.values.brokerTime : null

  return {
    number,

    /** A part of a whole, without digits behind the point: `80%`. */
    percent: (part: number) => percent().format(part),

    /** Bytes in decimal units, with one digit: `1.5 MB`. */
    bytes: (value: number) => {
      const power = Math.min(
        BYTE_UNITS.length - 1,
        Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)),
      )
      return `${oneDigit().format(value / 1000 ** power)} ${BYTE_UNITS[power]}`
    },

    /** A rate per second, with two digits at most: a slow one is not none. */
    rate: (perSecond: number) =>
      perSecond > 0 && perSecond < 0.01
        ? `< ${twoDigits().format(0.01)}`
        : perSecond < 10
          ? twoDigits().format(perSecond)
          : number(Math.round(perSecond)),

    duration,

    /** A limit as the broker writes it: 0 means that there is none. */
    limit: (value: number) => (value === 0 ? messages.values.noLimit : number(value)),

    /** `keepalive` in seconds; 0 is off. */
    keepalive: (seconds: number) => (seconds === 0 ? messages.values.off : duration(seconds)),

    /** `expiry_interval` in seconds. */
    expiry: (seconds: number) => {
      if (seconds === 0) return messages.values.atDisconnect
      return seconds >= NEVER_EXPIRES ? messages.values.never : duration(seconds)
    },

    /** How long ago, in ms: `12s ago`. */
    ago: (ms: number) => {
      const seconds = Math.max(0, Math.round(ms / 1000))
      if (seconds < 60) return relative().format(-seconds, 'second')
      return seconds < 3600
        ? relative().format(-Math.floor(seconds / 60), 'minute')
        : relative().format(-Math.floor(seconds / 3600), 'hour')
    },

    /** A moment, in ms since the epoch, in the reader's zone: time of day, with the date unless today. */
    moment: (epochMs: number) => {
      const isToday = new Date(epochMs).toDateString() === new Date().toDateString()
      return (isToday ? clock() : dateTime()).format(epochMs)
    },

    /** A time as the broker writes it: in the reader's zone where the broker's is known, else as it came. */
    brokerTime,

    /** The moment of a time as the broker writes it, in ms since the epoch; null where its zone is not known. */
    brokerEpoch,

    /** {@link brokerTime}, with a word on whose time it is where that is not known. */
    brokerTimeNoted: (text: string) =>
      brokerTimeNote === null ? brokerTime(text) : `${text} ${brokerTimeNote}`,

    /** What to say beside times whose zone is not known, else nothing. */
    brokerTimeNote,
  }
}

/** Makes a format when it is first used: at the start of a page each costs up to 1 ms. */
function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
