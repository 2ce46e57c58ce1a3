import { readFileSync } from 'node:fs'

export type Environment = Record<string, string | undefined>

/** Reads single settings, and gathers what is wrong with them. An empty one counts as not set. */
export class SettingsReader {
  readonly problems: string[] = []
  readonly #env: Environment
  readonly #asked = new Set<string>()

  constructor(env: Environment) {
    this.#env = env
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
    const parts = this.text(name)?.split(',') ?? []
    return parts.map((part) => part.trim()).filter((part) => part !== '')
  }

  /** A secret, as it is or out of the file that `NAME_FILE` names. Never repeated in a message. */
  secret(name: string): string | undefined {
    const [value, path] = [this.text(name), this.text(`${name}_FILE`)]
    if (path === undefined) return value
    if (value !== undefined) this.problems.push(`${name} and ${name}_FILE are both set: keep one`)
    try {
      const secret = readFileSync(path, 'utf8').replace(/\r?\n$/, '')
      if (secret === '') this.problems.push(`${name}_FILE names an empty file`)
      return secret
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      this.problems.push(`${name}_FILE cannot be read (${code ?? 'unknown error'})`)
      return ''
    }
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
