import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { DrawAhead, Look } from '../contract/ahead.ts'
import { putUnder } from './base-path.ts'
import { documentCompression } from './compression.ts'
import { earlyCalls, earlyScripts } from './early-fetches.ts'
import { askAhead } from './list-ahead.ts'
import { lookOf } from './look.ts'
import { refuse } from './refuse.ts'
import { sendAhead } from './send-ahead.ts'
import { readCookie } from './session-cookie.ts'

/**
 * Paths of the built page's files, each with a slash in front; none where there is no page.
 * Their compressed twins (`.br`, `.gz`) have no address of their own.
 */
export function listWebFiles(webRoot: string | null): ReadonlySet<string> {
  if (webRoot === null) return new Set()
  const entries = readdirSync(webRoot, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && !/\.(?:br|gz)$/.test(entry.name))
    .map((entry) => `/${relative(webRoot, join(entry.parentPath, entry.name))}`)
  return new Set(files)
}

/** In it, a browser brings along which build of the page it has been sent. */
const BUILD_COOKIE = 'roster.build'

/** As long as it may keep the files. */
const BUILD_SECONDS = 365 * 86_400

interface Pages {
  webRoot: string
  files: ReadonlySet<string>
  basePath: string
  drawAhead: DrawAhead | undefined
  aheadPatienceMs: number | undefined
}

/** Serves the files, and the page itself for every other address that a browser opens. */
export async function servePages(app: FastifyInstance, pages: Pages): Promise<void> {
  const { webRoot, files, basePath, drawAhead, aheadPatienceMs } = pages
  await app.register(fastifyStatic, { root: webRoot, serve: false, preCompressed: true })

  for (const path of files) {
    const isHashed = path.startsWith('/assets/')
    const maxAge = isHashed ? '365d' : '1h'
    app.get(path, (_request, reply) => {
      // Made for pages of other origins.
      if (path === '/embed.js') reply.header('cross-origin-resource-policy', 'cross-origin')
      return reply.sendFile(path.slice(1), { maxAge, immutable: isHashed })
    })
  }

  const html = putUnder(readFileSync(join(webRoot, 'index.html'), 'utf8'), basePath)
  const build = createHash('sha256').update(html).digest('base64url').slice(0, 8)
  app.get('/page', { compress: documentCompression }, async (request, reply) => {
    if (!isNavigation(request)) return refuse(reply, 404, 'not found')
    const { originalUrl, headers } = request
    const look = lookOf(originalUrl, headers)
    // With its scripts at hand, a browser has the page sooner than a picture that has to go again.
    const draw = readCookie(headers, BUILD_COOKIE) === build ? undefined : drawAhead
    const ahead = draw && (await askAhead(app, request, basePath, aheadPatienceMs))
    // Embedded, the page asks with a session that only it has.
    const isFrame = headers['sec-fetch-dest'] === 'iframe'
    const calls = isFrame || ahead ? '' : earlyCalls(originalUrl, basePath)
    const scripts = isFrame ? '' : earlyScripts(originalUrl, look.language, files, basePath)
    const page = html
      .replace('<html lang="en"', `<html lang="${look.language}"${themeOf(look)}`)
      .replace('</head>', () => `${calls}${scripts}</head>`)
    reply.header('cache-control', 'no-store').type('text/html; charset=utf-8')
    if (!ahead) return reply.send(page)
    const attributes = `Path=${basePath || '/'}; Max-Age=${BUILD_SECONDS}; HttpOnly; SameSite=Lax`
    reply.header('set-cookie', `${BUILD_COOKIE}=${build}; ${attributes}`)
    return sendAhead(reply, page, ahead, (shown) =>
      draw({ url: originalUrl, basePath, look, ...shown }),
    )
  })
}

/** From the first moment on, where the browser's own is not the one. */
function themeOf({ theme }: Look): string {
  return theme === 'system' ? '' : ` data-theme="${theme}"`
}

/** A browser that opens an address asks for HTML; a missing image or script does not get the page. */
function isNavigation({ headers }: FastifyRequest): boolean {
  const accept = headers.accept ?? '*/*'
  return (
    accept.includes('text/html') || (accept === '*/*' && headers['sec-fetch-dest'] === undefined)
  )
}
