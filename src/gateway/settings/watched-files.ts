import { readFileSync } from 'node:fs'

/** How long what was read counts, in ms: a file that is exchanged is noticed within it. */
const FRESH_MS = 1000

/** What was made of some files, or what is wrong with them, in words that repeat nothing of it. */
export type Parsed<T> = { value: T } | { wrong: string }

/** Where some files are, by the setting that names them. */
export type Paths = Readonly<Record<string, string>>

/** What stands in some files, while Roster runs. */
export interface FollowedFiles<T> {
  /** The same object as long as the files are the same. */
  current: () => T
  /** Reads them now, however short a time ago they were read. */
  reread: () => void
}

/**
 * Reads files, and reads them again when they may have changed. Where what is in them is no good any
 * more, as while they are exchanged, that is told once, and what was there before counts on.
 * @param now the time, in ms
 */
export function followFiles<T>(
  paths: Paths,
  parse: (texts: Readonly<Record<string, string>>) => Parsed<T>,
  warn: (text: string) => void,
  now: () => number = Date.now,
): FollowedFiles<T> | { wrong: string } {
  let found = readTexts(paths)
  const first = 'wrong' in found ? found : parse(found.value)
  if ('wrong' in first) return first
  let { value } = first
  let readAt = now()

  function reread(): void {
    readAt = now()
    const next = readTexts(paths)
    if (JSON.stringify(next) === JSON.stringify(found)) return
    found = next
    const parsed = 'wrong' in next ? next : parse(next.value)
    if ('wrong' in parsed) warn(`${parsed.wrong}: what was there before counts on`)
    else ({ value } = parsed)
  }

  return {
    current() {
      if (now() - readAt >= FRESH_MS) reread()
      return value
    },
    reread,
  }
}

/** Each text by its setting. */
function readTexts(paths: Paths): Parsed<Record<string, string>> {
  const texts: Record<string, string> = {}
  for (const [setting, path] of Object.entries(paths)) {
    try {
      texts[setting] = readFileSync(path, 'utf8')
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      return { wrong: `${setting} cannot be read (${code ?? 'unknown error'})` }
    }
  }
  return { value: texts }
}
