// Reads single settings from the environment.
import type { WayIn } from '../../contract/session.ts'
import { isOfKubernetes, settingMeantBy, warningOf } from './names.ts'
import { namesOf, settingNames, settingsByName, settingTable, type NameOf } from './table.ts'
import { watchFiles, type Parsed, type Paths } from './watched-files.ts'

export type Environment = Record<string, string | undefined>

type Table = typeof settingTable
type TextOf<N extends NameOf<'text'>> = Table[N] extends { fallback: string }
  ? string
  : string | undefined

/**
 * Reads the settings of {@link settingTable} one by one, and gathers what is wrong with them in
 * `problems`. An empty setting counts as not set.
 */
export class SettingsReader {
  readonly problems: string[] = []
  readonly #env: Environment
  readonly #warn: (text: string) => void
  readonly #rereads: (() => void)[] = []

  /** @param warn told of names that may be misspelled; later, if a file can no longer be used */
  constructor(env: Environment, warn: (text: string) => void = () => {}) {
    this.#env = env
    this.#warn = warn
  }

  /** True if the setting is set, well or badly; a secret also by its file. */
  isSet(name: keyof Table): boolean {
    return namesOf(name).some((each) => this.#raw(each) !== undefined)
  }

  text<N extends NameOf<'text'>>(name: N): TextOf<N> {
    const setting = settingTable[name]
    const fallback = 'fallback' in setting ? setting.fallback : undefined
    return (this.#raw(name) ?? fallback) as TextOf<N>
  }

  whole(name: NameOf<'whole'>): number {
    const { min, max, fallback } = settingTable[name]
    const value = this.#raw(name)
    if (value === undefined) return fallback
    if (/^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max) return +value
    this.problems.push(`${name} must be a whole number from ${min} to ${max}, not ${quote(value)}`)
    return fallback
  }

  choice<N extends NameOf<'choice'>>(name: N): Table[N]['words'][number] {
    const words: readonly [string, ...string[]] = settingTable[name].words
    const value = this.#raw(name) ?? words[0]
    if (words.includes(value)) return value as Table[N]['words'][number]
    this.problems.push(`${name} must be ${words.join(' or ')}, not ${quote(value)}`)
    return words[0] as Table[N]['words'][number]
  }

  /** The values between commas, without blanks around them. */
  list(name: NameOf<'list'>): string[] {
    const text = this.#raw(name)
    const parts = (text ?? '').split(',').map((part) => part.trim())
    const values = parts.filter((part) => part !== '')
    // Read as 'not set', a list of commas alone could let everyone in.
    if (text !== undefined && values.length === 0)
      this.problems.push(`${name} is set, but names none`)
    return values
  }

  /**
   * A secret, from its setting or from its file, as it is at the time of each call. Undefined if it is
   * not set, or cannot be used.
   */
  secret<T>(name: NameOf<'secret'>, parse: (text: string) => Parsed<T>): (() => T) | undefined {
    const [value, file] = [this.#raw(name), `${name}_FILE`]
    const path = this.#raw(file)
    if (path !== undefined) {
      if (value !== undefined) this.problems.push(`${name} and ${file} are both set: keep one`)
      // Editors put a newline at the end.
      return this.files({ [file]: path }, (texts) =>
        parse(texts[file]?.replace(/\r?\n$/, '') ?? ''),
      )
    }
    if (value === undefined) return undefined
    const parsed = parse(value)
    if ('value' in parsed) return () => parsed.value
    this.problems.push(parsed.wrong)
    return undefined
  }

  /** What files hold at the time of each call; undefined if they cannot be used at the start. */
  files<T>(
    paths: Paths,
    parse: (texts: Readonly<Record<string, string>>) => Parsed<T>,
  ): (() => T) | undefined {
    const files = watchFiles(paths, parse, this.#warn)
    if ('wrong' in files) {
      this.problems.push(files.wrong)
      return undefined
    }
    this.#rereads.push(files.reread)
    return files.current
  }

  /** Reads every file again, now. */
  readonly reread = (): void => {
    for (const reread of this.#rereads) reread()
  }

  /**
   * Finds `ROSTER_` settings that are unknown, and settings without what they go with. Warns of other names
   * that may be meant as a setting.
   */
  checkNames(way: WayIn): void {
    const known = settingNames.map(({ name }) => name).filter((name) => name.startsWith('ROSTER_'))
    for (const name of Object.keys(this.#env)) {
      const value = this.#raw(name)
      if (value === undefined || known.includes(name)) continue
      if (!name.startsWith('ROSTER_')) {
        const warning = warningOf(name)
        if (warning !== null) this.#warn(warning)
        continue
      }
      const meant = settingMeantBy(name)
      const hint = meant === undefined ? '' : `: is ${meant} meant?`
      this.problems.unshift(`unknown setting ${name}${hint} (there are ${known.sort().join(', ')})`)
    }
    for (const [setting, { needs, onlyWith, orWith }] of settingsByName) {
      for (const name of namesOf(setting)) {
        if (this.#raw(name) === undefined) continue
        if (needs !== undefined && !this.isSet(needs)) {
          this.problems.push(`${name} is set, but ${namesOf(needs).join(' or ')} is not`)
        }
        if (onlyWith === undefined || onlyWith === way) continue
        if (orWith !== undefined && this.isSet(orWith)) continue
        this.problems.push(`${name} is set, but ROSTER_AUTH is ${way} and not ${onlyWith}`)
      }
    }
  }

  /** What Kubernetes sets for its services is not set. */
  #raw(name: string): string | undefined {
    const value = this.#env[name] || undefined
    return value === undefined || isOfKubernetes(name, value) ? undefined : value
  }
}

/** The beginning of a value, for a message of one line. */
export function quote(value: string): string {
  return JSON.stringify(value.slice(0, 40))
}
