import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** A smaller file, in bytes, gains nothing by compression. */
const THRESHOLD = 1024

/** At the highest level, which is the default of `brotliCompress`. */
const encoders = {
  br: promisify(brotliCompress),
  gz: (bytes: Buffer) => promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
}

/**
 * Writes each file again, compressed with brotli (`.br`) and with gzip (`.gz`), at the highest level.
 * @param names relative to `folder`. HTML files are left out, because the gateway changes them.
 */
export async function compressFiles(folder: string, names: readonly string[]): Promise<void> {
  const compress = async (name: string) => {
    const path = join(folder, name)
    const bytes = await readFile(path)
    if (bytes.length < THRESHOLD) return
    const write = async ([extension, encode]: [string, (bytes: Buffer) => Promise<Buffer>]) =>
      writeFile(`${path}.${extension}`, await encode(bytes))
    await Promise.all(Object.entries(encoders).map(write))
  }
  await Promise.all(names.filter((name) => !name.endsWith('.html')).map(compress))
}
