// The files of the built page, read once: a newer build may replace them while the gateway runs.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import nodePath from 'node:path'

/** A file of the built page. */
export interface WebFile {
  /** The value of `content-type`. */
  type: string
  /** A hash of the content. Weak, because the compressed copies have the same. */
  etag: string
  body: Buffer
  /** The copies that the build compressed. */
  copies: { br?: Buffer; gzip?: Buffer }
}

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/**
 * The files by their addresses, each with a slash in front; none without a page. Compressed copies
 * (`.br`, `.gz`) have no address.
 */
export function readWebFiles(webRoot: string | null): ReadonlyMap<string, WebFile> {
  if (webRoot === null) return new Map()
  const bodies = new Map<string, Buffer>()
  for (const entry of readdirSync(webRoot, { recursive: true, withFileTypes: true })) {
    const file = nodePath.join(entry.parentPath, entry.name)
    if (entry.isFile()) bodies.set(addressOf(webRoot, file), readFileSync(file))
  }
  const files = [...bodies].filter(([address]) => !/\.(?:br|gz)$/.test(address))
  return new Map(
    files.map(([address, body]) => {
      const [br, gzip] = [bodies.get(`${address}.br`), bodies.get(`${address}.gz`)]
      const type = types[nodePath.extname(address)] ?? 'application/octet-stream'
      const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
      return [address, { type, etag, body, copies: { ...(br && { br }), ...(gzip && { gzip }) } }]
    }),
  )
}

/**
 * The address of a file, such as `/assets/index.js`.
 * @param path the rules for paths: those of this machine, except in tests
 */
export function addressOf(
  webRoot: string,
  file: string,
  path: nodePath.PlatformPath = nodePath,
): string {
  return `/${path.relative(webRoot, file).replaceAll(path.sep, '/')}`
}
