import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { BrokerAnswer } from './client.ts'

/** Encodings in which an answer can be sent, the better one first. */
export const encodings = ['br', 'gzip'] as const
export type Encoding = (typeof encodings)[number]

/** A shorter body is sent as it is, in bytes. */
export const LEAST_COMPRESSED = 1024

const compressors = {
  // Of 10,000 rows brotli 4 makes a sixth less, and takes twice the time.
  br: (body: Buffer) =>
    promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 2 } }),
  gzip: (body: Buffer) => promisify(gzip)(body, { level: 1 }),
} satisfies Record<Encoding, (body: Buffer) => Promise<Buffer>>

/** An answer to any number of people: it is compressed once for all of them. */
export class Answer implements BrokerAnswer {
  readonly status: number
  readonly type: string
  readonly body: Buffer
  readonly begunAt: number
  readonly #encoded = new Map<Encoding, Promise<Buffer>>()
  #size: number

  constructor({ status, type, body, begunAt }: BrokerAnswer) {
    this.status = status
    this.type = type
    this.body = body
    this.begunAt = begunAt
    this.#size = body.length
  }

  /** Bytes that it takes up, in all encodings. */
  get size(): number {
    return this.#size
  }

  /** The body in an encoding; null: as it is. */
  encoded(encoding: Encoding | null): Promise<Buffer> {
    if (encoding === null) return Promise.resolve(this.body)
    const known = this.#encoded.get(encoding)
    if (known !== undefined) return known
    const made = compressors[encoding](this.body).then((body) => {
      this.#size += body.length
      return body
    })
    this.#encoded.set(encoding, made)
    return made
  }
}
