import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** Below, the frame of a compressed answer costs what it saves. In bytes. */
const THRESHOLD = 1024

/** As hard as each can: `brotliCompress` does so by default. */
const encoders = {
  br: promisify(brotliCompress),
  gz: (bytes: Buffer) => promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
}

/**
 * Writes each of the files once more with brotli (`.br`) and with gzip (`.gz`), as hard as they can.
 * @param names below `folder`; HTML is left out: the gateway writes into it
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
