// Serves the built page and its files.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { writeBasePath } from '../http/addresses.ts'
import { preloadLinks, guessLanguage } from './preload-links.ts'
import { refuse } from '../http/refuse.ts'

/**
 * Paths of the built page's files, each with a slash in front; none without a page. Compressed copies
 * (`.br`, `.gz`) have no address.
 */
export function listWebFiles(webRoot: string | null): ReadonlySet<string> {
  if (webRoot === null) return new Set()
  const entries = readdirSync(webRoot, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && !/\.(?:br|gz)$/.test(entry.name))
    .map((entry) => `/${relative(webRoot, join(entry.parentPath, entry.name))}`)
  return new Set(files)
}

/** Serves the files, and the page for every other address that a browser opens. */
export async function servePages(
  app: FastifyInstance,
  webRoot: string,
  files: ReadonlySet<string>,
  basePath: string,
): Promise<void> {
  await app.register(fastifyStatic, { root: webRoot, serve: false, preCompressed: true })

  for (const path of files) {
    const isHashed = path.startsWith('/assets/')
    const maxAge = isHashed ? '365d' : '1h'
    app.get(path, (_request, reply) => {
      // Pages of other origins load this script, and a browser loads a module only by CORS.
      if (path === '/embed.js') {
        reply.header('cross-origin-resource-policy', 'cross-origin')
        reply.header('access-control-allow-origin', '*')
      }
      return reply.sendFile(path.slice(1), { maxAge, immutable: isHashed })
    })
  }

  const html = writeBasePath(readFileSync(join(webRoot, 'index.html'), 'utf8'), basePath)
  app.get('/page', (request, reply) => {
    if (!isNavigation(request)) return refuse(reply, 404, 'not found')
    const { originalUrl, headers } = request
    const language = guessLanguage(originalUrl, headers['accept-language'])
    // An embedded page asks with its own session, which the browser cannot add to a preload.
    const isFrame = headers['sec-fetch-dest'] === 'iframe'
    const links = isFrame ? '' : preloadLinks(originalUrl, language, files, basePath)
    const page = html
      .replace('<html lang="en"', `<html lang="${language}"`)
      .replace('</head>', () => `${links}</head>`)
    return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page)
  })
}

/** True if a browser opens the address. A request for a missing image or script must not get the page. */
function isNavigation({ headers }: FastifyRequest): boolean {
  const accept = headers.accept ?? '*/*'
  return (
    accept.includes('text/html') || (accept === '*/*' && headers['sec-fetch-dest'] === undefined)
  )
}
