import { Readable } from 'node:stream'

/**
 * One stream for several readers, who each get all of it, at their own pace. It is read as fast as it
 * comes up to `mostHeld` bytes. Beyond them it goes at the pace of the slowest reader, nobody can
 * join any more, and what all have read is let go. Without a reader it is broken off.
 */
export class SharedBody {
  readonly #source: Readable
  readonly #mostHeld: number
  readonly #readers = new Map<Readable, { next: number }>()
  #chunks: Buffer[] = []
  /** How many chunks have been let go. */
  #gone = 0
  #held = 0
  #isOver = false
  #isBroken = false
  readonly #onEnd: (isWhole: boolean) => void

  /** @param onEnd told when no more comes: true where all of it is here, and can be read again */
  constructor(source: Readable, mostHeld: number, onEnd: (isWhole: boolean) => void) {
    this.#source = source
    this.#mostHeld = mostHeld
    this.#onEnd = onEnd
    source.on('data', (chunk: Buffer) => this.#take(chunk))
    source.once('end', () => {
      this.#isOver = true
      for (const reader of this.#readers.keys()) this.#feed(reader)
      onEnd(this.canBeJoined)
    })
    source.on('error', (error) => {
      this.#breakOff()
      for (const reader of this.#readers.keys()) reader.destroy(error)
    })
  }

  /** In bytes, of what is here. */
  get held(): number {
    return this.#held
  }

  /** False once its beginning is no longer here, or its end will never be. */
  get canBeJoined(): boolean {
    return !this.#isBroken && this.#gone === 0 && this.#held <= this.#mostHeld
  }

  /** The stream from its first byte on. */
  read(): Readable {
    if (!this.canBeJoined) throw new Error('it can no longer be joined')
    const reader = new Readable({
      read: () => this.#feed(reader),
      destroy: (error, done) => {
        this.#leave(reader)
        done(error)
      },
    })
    // It may fail before it is sent on.
    reader.on('error', () => {})
    this.#readers.set(reader, { next: 0 })
    return reader
  }

  /** Without a reader, the rest need not come. */
  endIfUnread(): void {
    if (this.#readers.size === 0) this.#breakOff()
  }

  #breakOff(): void {
    if (this.#isOver || this.#isBroken) return
    this.#isBroken = true
    this.#source.destroy()
    this.#onEnd(false)
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#held += chunk.length
    for (const reader of this.#readers.keys()) {
      if (reader.readableLength < reader.readableHighWaterMark) this.#feed(reader)
    }
    this.#letGo()
  }

  /** Hands on what is here and what the reader wants. */
  #feed(reader: Readable): void {
    const position = this.#readers.get(reader)
    if (position === undefined) return
    for (;;) {
      const chunk = this.#chunks[position.next - this.#gone]
      if (chunk === undefined) break
      position.next++
      if (!reader.push(chunk)) return this.#letGo()
    }
    if (this.#isOver) {
      this.#readers.delete(reader)
      reader.push(null)
    }
    this.#letGo()
  }

  #leave(reader: Readable): void {
    if (!this.#readers.delete(reader)) return
    this.endIfUnread()
    this.#letGo()
  }

  /** Lets go of what everybody has read, where it is too much to be kept for others. */
  #letGo(): void {
    if (this.canBeJoined || this.#isBroken) return
    const positions = [...this.#readers.values()].map(({ next }) => next)
    const read = Math.min(...positions, this.#gone + this.#chunks.length) - this.#gone
    for (const chunk of this.#chunks.splice(0, read)) this.#held -= chunk.length
    this.#gone += read
    if (this.#held > this.#mostHeld) this.#source.pause()
    else this.#source.resume()
  }
}
