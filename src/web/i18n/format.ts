// Numbers, durations and times in the reader's language.
import type { BrokerTimeZone } from '../../contract/session.ts'
import { NEVER_EXPIRES } from '../../contract/client.ts'
import { inLanguage } from '../ui/browser/in-language.ts'
import { localTime } from '../ui/browser/local-time.ts'
import { toSystem } from '../ui/browser/steady-clock.ts'
import { brokerTimeToEpoch, knownZone } from './broker-time.ts'
import type { Messages } from './en.ts'

/** The formats of one language. */
export type Format = ReturnType<typeof createFormat>

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']

const DURATION_UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/**
 * Makes the formats of one language.
 * @param brokerZone the broker's zone, or its offset in minutes, or that of each node, if known; a name
 * that the browser rejects is unknown
 */
export function createFormat(lang: string, messages: Messages, brokerZone: BrokerTimeZone) {
  const brokerTimeZone = typeof brokerZone === 'string' ? knownZone(brokerZone) : brokerZone
  const made = <T>(make: (language?: string) => T) => once(() => inLanguage(make, lang))
  const numbers = (options: Intl.NumberFormatOptions) =>
    made((language) => new Intl.NumberFormat(language, options))
  const whole = numbers({})
  const oneDigit = numbers({ maximumFractionDigits: 1 })
  const twoDigits = numbers({ maximumFractionDigits: 2 })
  const percent = numbers({ style: 'percent' })
  const relative = made((language) => new Intl.RelativeTimeFormat(language, { style: 'narrow' }))
  const durationFormats = DURATION_UNITS.map(([unit]) =>
    numbers({ style: 'unit', unit, unitDisplay: 'narrow' }),
  )

  const ageFormats = DURATION_UNITS.map(([unit]) =>
    numbers({ style: 'unit', unit, unitDisplay: 'short' }),
  )

  /** A whole number below 1,000 is the same in every language; `Intl` would take longer. */
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

  const zoneOf = (node = '') =>
    typeof brokerTimeZone === 'object' ? (brokerTimeZone?.[node] ?? null) : brokerTimeZone

  const brokerEpoch = (text: string, node?: string) => {
    const zone = zoneOf(node)
    return zone === null ? null : brokerTimeToEpoch(text, zone)
  }

  const brokerTime = (text: string, node?: string) => {
    const epochMs = brokerEpoch(text, node)
    return epochMs === null ? text : localTime(new Date(epochMs))
  }
  const brokerTimeNote = brokerTimeZone === null ? messages.values.brokerTime : null

  return {
    number,

    /** A share from 0 to 1, without decimals: `80%`. */
    percent: (part: number) => percent().format(part),

    /** Bytes in decimal units, with one decimal: `1.5 MB`. */
    bytes: (value: number) => {
      const power = Math.min(
        BYTE_UNITS.length - 1,
        Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)),
      )
      return `${oneDigit().format(value / 1000 ** power)} ${BYTE_UNITS[power]}`
    },

    /** A rate per second, with at most two decimals. A slow rate is never shown as 0. */
    rate: (perSecond: number) =>
      perSecond > 0 && perSecond < 0.01
        ? `< ${twoDigits().format(0.01)}`
        : perSecond < 10
          ? twoDigits().format(perSecond)
          : number(Math.round(perSecond)),

    duration,

    /** A duration in ms in one whole unit, for a column: `16 min`, `3 hr`; `<1 min` at first. */
    age: (ms: number) => {
      const seconds = Math.max(0, ms) / 1000
      const unit = seconds >= 86_400 ? 0 : seconds >= 3_600 ? 1 : 2
      const amount = Math.floor(seconds / DURATION_UNITS[unit][1])
      const text = ageFormats[unit]!().format(Math.max(1, amount))
      return amount === 0 ? `<${text}` : text
    },

    /** A limit of the broker; 0 is no limit. */
    limit: (value: number) => (value === 0 ? messages.values.noLimit : number(value)),

    /** `keepalive` in seconds; 0 is off. */
    keepalive: (seconds: number) => (seconds === 0 ? messages.values.off : duration(seconds)),

    /** `expiry_interval` in seconds. */
    expiry: (seconds: number) => {
      if (seconds === 0) return messages.values.atDisconnect
      return seconds >= NEVER_EXPIRES ? messages.values.never : duration(seconds)
    },

    /** A time that is so many ms ago: `12s ago`. */
    ago: (ms: number) => {
      const seconds = Math.max(0, Math.round(ms / 1000))
      if (seconds < 60) return relative().format(-seconds, 'second')
      return seconds < 3600
        ? relative().format(-Math.floor(seconds / 60), 'minute')
        : relative().format(-Math.floor(seconds / 3600), 'hour')
    },

    /** A moment by `Date.now()`, in the reader's zone: the time, with the date unless today. */
    moment: (epochMs: number) => {
      const text = localTime(new Date(toSystem(epochMs)))
      return text.startsWith(localTime(new Date()).slice(0, 10)) ? text.slice(11) : text
    },

    /** A time of the broker: in the reader's zone if the broker's zone is known, else unchanged. */
    brokerTime,

    /** A time of the broker in ms since the epoch; null if the broker's zone is not known. */
    brokerEpoch,

    /** {@link brokerTime}, followed by the note if the broker's zone is not known. */
    brokerTimeNoted: (text: string, node?: string) =>
      zoneOf(node) === null ? `${text} ${messages.values.brokerTime}` : brokerTime(text, node),

    /** A note for times whose zone is not known; null if the broker's zone is known. */
    brokerTimeNote,
  }
}

/** Makes a format at its first use: each takes up to 1 ms, which the first page cannot spare. */
function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
