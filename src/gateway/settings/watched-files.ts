// Files of secrets, keys and certificates that may change while Roster runs.
import { readFileSync } from 'node:fs'

/** How long a reading counts, in ms: a file that changes is noticed within this time. */
const FRESH_MS = 1000

/** The value made of some files; or what is wrong with them, in words that repeat nothing of the files. */
export type Parsed<T> = { value: T } | { wrong: string }

/** Paths of files, by the setting that names them. */
export type Paths = Readonly<Record<string, string>>

interface WatchedFiles<T> {
  /** The same object as long as the files are the same. */
  current: () => T
  /** Reads the files now, even if they were read a moment ago. */
  reread: () => void
}

/**
 * Reads files, and reads them again when they may have changed. If they cannot be used any more, for
 * example in the middle of an exchange, `warn` is called once, and the value from before stays.
 * @param now the time, in ms
 * @returns `wrong` if the files cannot be used at the start
 */
export function watchFiles<T>(
  paths: Paths,
  parse: (texts: Readonly<Record<string, string>>) => Parsed<T>,
  warn: (text: string) => void,
  now: () => number = Date.now,
): WatchedFiles<T> | { wrong: string } {
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
    if ('wrong' in parsed) warn(`${parsed.wrong}: Roster goes on with the version from before`)
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

/** The text of each file, by its setting. */
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
