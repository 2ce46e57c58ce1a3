import { followFiles, type Parsed, type Paths } from './watched-files.ts'

export type Environment = Record<string, string | undefined>

/** Reads single settings, and gathers what is wrong with them. An empty one counts as not set. */
export class SettingsReader {
  readonly problems: string[] = []
  readonly #env: Environment
  readonly #warn: (text: string) => void
  readonly #asked = new Set<string>()
  readonly #rereads: (() => void)[] = []

  /** @param warn told, once Roster runs, of files that are no good any more */
  constructor(env: Environment, warn: (text: string) => void = () => {}) {
    this.#env = env
    this.#warn = warn
  }

  text(name: string): string | undefined {
    this.#asked.add(name)
    return this.#env[name] || undefined
  }

  whole(name: string, min: number, max: number, fallback: number): number {
    const value = this.text(name)
    if (value === undefined) return fallback
    if (/^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max) return +value
    this.problems.push(`${name} must be a whole number from ${min} to ${max}, not ${quote(value)}`)
    return fallback
  }

  /** One of a few words; the first of them where it is not set. */
  choice<const T extends string>(name: string, words: readonly [T, ...T[]]): T {
    const value = this.text(name)
    const found = words.find((word) => word === (value ?? words[0]))
    if (found !== undefined) return found
    this.problems.push(`${name} must be ${words.join(' or ')}, not ${quote(value ?? '')}`)
    return words[0]
  }

  /** What stands between commas, without the blanks around it. */
  list(name: string): string[] {
    const text = this.text(name)
    const parts = (text ?? '').split(',').map((part) => part.trim())
    const named = parts.filter((part) => part !== '')
    // Not as if it were not set: that may let everybody in.
    if (text !== undefined && named.length === 0)
      this.problems.push(`${name} is set, but names none`)
    return named
  }

  /**
   * A secret, set as it is or in the file that `NAME_FILE` names: what stands there now. Undefined
   * where neither is set, or what is set is no good.
   */
  secret<T>(name: string, parse: (text: string) => Parsed<T>): (() => T) | undefined {
    const [value, file] = [this.text(name), `${name}_FILE`]
    const path = this.text(file)
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

  /** True where a secret is set in either way, good or not. */
  hasSecret(name: string): boolean {
    return this.text(name) !== undefined || this.text(`${name}_FILE`) !== undefined
  }

  /** What stands in files now; undefined where that is no good from the beginning. */
  files<T>(
    paths: Paths,
    parse: (texts: Readonly<Record<string, string>>) => Parsed<T>,
  ): (() => T) | undefined {
    const files = followFiles(paths, parse, this.#warn)
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

  /** Every `ROSTER_` setting that was not asked for is unknown: call it last. */
  refuseUnknown(): void {
    const known = [...this.#asked].filter((name) => name.startsWith('ROSTER_')).sort()
    for (const name of Object.keys(this.#env)) {
      if (!name.startsWith('ROSTER_') || this.#asked.has(name)) continue
      this.problems.unshift(`unknown setting ${name} (there are ${known.join(', ')})`)
    }
  }
}

/** The beginning of a value, for a message of one line. */
export function quote(value: string): string {
  return JSON.stringify(value.slice(0, 40))
}
