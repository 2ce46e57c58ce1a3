import { writeSync } from 'node:fs'
import type { LineSink } from './json-line.ts'

/** Most bytes that wait to be written. Further lines are lost. */
const MOST_WAITING = 1_000_000

/** How long to wait before the next try, in ms: after an error, and while a reader is slow. */
const RETRY_MS = { failed: 1000, full: 50 }

/** What `onChange` is told: an output fails, with a code of the system, or its lines are written again. */
export type OutputChange = { failed: string } | { lost: number }

/**
 * Lines to stdout or stderr. No error ends the process: lines that cannot be written wait, and are tried
 * again. Not `process.stdout`: after one error that stream is closed for good.
 */
export class LineOutput implements LineSink {
  readonly #fd: number
  readonly #onChange: (change: OutputChange) => void
  readonly #write: (fd: number, line: Buffer) => number
  #waiting: Buffer[] = []
  #bytes = 0
  #lost = 0
  #failure: string | null = null
  #timer: NodeJS.Timeout | undefined

  /** @param write writes to a file descriptor, and never waits */
  constructor(
    fd: number,
    onChange: (change: OutputChange) => void = () => {},
    write: (fd: number, line: Buffer) => number = writeSync,
  ) {
    this.#fd = fd
    this.#onChange = onChange
    this.#write = write
  }

  /** True while lines cannot be written, or wait because their reader is slow. */
  get isFailing(): boolean {
    return this.#failure !== null
  }

  write(line: string): void {
    const bytes = Buffer.from(line)
    if (this.#bytes + bytes.length > MOST_WAITING) {
      this.#lost++
      return
    }
    this.#waiting.push(bytes)
    this.#bytes += bytes.length
    if (this.#timer === undefined) this.flush()
  }

  /** Writes a line that may be lost: it takes no room from other lines while the output fails. */
  writeIfWell(line: string): void {
    if (this.isFailing) this.#lost++
    else this.write(line)
  }

  /** Writes the lines that wait, as far as it is possible now. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    try {
      for (let line; (line = this.#waiting[0]) !== undefined;) {
        const written = this.#write(this.#fd, line)
        this.#bytes -= written
        if (written < line.length) this.#waiting[0] = line.subarray(written)
        else this.#waiting.shift()
      }
    } catch (error) {
      this.#onError((error as NodeJS.ErrnoException).code ?? 'UNKNOWN')
      return
    }
    if (this.#failure === null) return
    const lost = this.#lost
    this.#failure = null
    this.#lost = 0
    this.#onChange({ lost })
  }

  /** Takes the lines that wait. */
  takeWaiting(): string {
    const text = Buffer.concat(this.#waiting).toString()
    this.#waiting = []
    this.#bytes = 0
    return text
  }

  #onError(code: string): void {
    const isFull = code === 'EAGAIN'
    this.#timer = setTimeout(() => this.flush(), isFull ? RETRY_MS.full : RETRY_MS.failed).unref()
    if (this.#failure !== null || (isFull && this.#bytes <= MOST_WAITING / 2)) return
    this.#failure = code
    this.#onChange({ failed: code })
  }
}
