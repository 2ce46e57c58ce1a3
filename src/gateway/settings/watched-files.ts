// Files of secrets, keys and certificates that may change while Roster runs.
import { isUtf8 } from 'node:buffer'
import { closeSync, openSync, readSync } from 'node:fs'

/** How long a reading counts, in ms: a file that changes is noticed within this time. */
const FRESH_MS = 1000

/** A larger file is an error, in bytes: the certificates of all known authorities take 300 KB. */
const MOST_BYTES = 1_000_000

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
      const text = textOf(readUpTo(path, MOST_BYTES + 1))
      if ('wrong' in text) return { wrong: `${setting} names a file that ${text.wrong}` }
      texts[setting] = text.value
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      return { wrong: `${setting} cannot be read (${code ?? 'unknown error'})` }
    }
  }
  return { value: texts }
}

/** The beginning of a file, which may be endless. */
function readUpTo(path: string, most: number): Buffer {
  const bytes = Buffer.allocUnsafe(most)
  const file = openSync(path, 'r')
  try {
    let length = 0
    for (let read; (read = readSync(file, bytes, length, most - length, null)) > 0;) length += read
    return bytes.subarray(0, length)
  } finally {
    closeSync(file)
  }
}

function textOf(bytes: Buffer): Parsed<string> {
  if (bytes.length > MOST_BYTES) return { wrong: 'is larger than 1 MB' }
  const start = bytes.toString('hex', 0, 3)
  if (start.startsWith('fffe') || start.startsWith('feff')) {
    return { wrong: 'is UTF-16: save it as UTF-8 without a byte order mark' }
  }
  if (start === 'efbbbf') {
    return { wrong: 'begins with a byte order mark: save it as UTF-8 without one' }
  }
  if (bytes.includes(0)) return { wrong: 'holds a NUL: it must be text in UTF-8' }
  return isUtf8(bytes) ? { value: bytes.toString() } : { wrong: 'is not text in UTF-8' }
}
