import { constants } from 'node:zlib'
import type { FastifyCompressOptions } from '@fastify/compress'

/** For the page and its files: fetched once, and then kept. Answers of the broker: see `broker/answer.ts`. */
export const fileCompression: FastifyCompressOptions = {
  encodings: ['br', 'gzip'],
  threshold: 1024,
  brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  zlibOptions: { level: 6 },
}
