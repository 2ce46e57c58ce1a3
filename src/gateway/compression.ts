import { constants } from 'node:zlib'
import type { FastifyCompressOptions } from '@fastify/compress'

/** How hard to compress, in each encoding's own terms. */
function compression(brotli: number, gzip: number): FastifyCompressOptions {
  return {
    encodings: ['br', 'gzip'],
    threshold: 1024,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: brotli } },
    zlibOptions: { level: gzip },
  }
}

/** For the page: fetched once, and then kept. */
export const fileCompression = compression(4, 6)

/**
 * For answers of the broker: lightly, so that a list comes through as it comes in. Of 10,000 rows
 * brotli 4 gives out nothing before nine tenths are there, for a sixth less and twice the work.
 * Brotli 1 gives out the first byte at once: a broker that then fails could not be told in words.
 */
export const answerCompression = compression(2, 1)
