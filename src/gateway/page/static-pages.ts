import { Negotiator } from '@fastify/accept-negotiator'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { writeBasePath } from '../http/addresses.ts'
import { preloadLinks, guessLanguage } from './preload-links.ts'
import { refuse } from '../http/refuse.ts'
import { encodings } from '../broker/answer.ts'
import type { WebFile } from './web-files.ts'

const negotiator = new Negotiator({ supportedValues: [...encodings] })

/** Serves the files, and the page for every other address that a browser opens. */
export function servePages(
  app: FastifyInstance,
  files: ReadonlyMap<string, WebFile>,
  basePath: string,
): void {
  for (const [path, file] of files) {
    const isHashed = path.startsWith('/assets/')
    const caching = isHashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600'
    app.get(path, (request, reply) => {
      // Pages of other origins load this script, and a browser loads a module only by CORS.
      if (path === '/embed.js') {
        reply.header('cross-origin-resource-policy', 'cross-origin')
        reply.header('access-control-allow-origin', '*')
      }
      reply.headers({ 'cache-control': caching, etag: file.etag, vary: 'accept-encoding' })
      if (request.headers['if-none-match'] === file.etag) return reply.code(304).send()
      reply.type(file.type)
      const accepted = negotiator.negotiate(request.headers['accept-encoding'] ?? '')
      const encoding = encodings.find((name) => name === accepted && file.copies[name])
      if (encoding) reply.header('content-encoding', encoding)
      return reply.send(encoding ? file.copies[encoding] : file.body)
    })
  }

  const html = writeBasePath(String(files.get('/index.html')?.body), basePath)
  const addresses = new Set(files.keys())
  app.get('/page', (request, reply) => {
    if (!isNavigation(request)) return refuse(reply, 404, 'not found')
    const { originalUrl, headers } = request
    const language = guessLanguage(originalUrl, headers['accept-language'])
    // An embedded page asks with its own session, which the browser cannot add to a preload.
    const isFrame = headers['sec-fetch-dest'] === 'iframe'
    const links = isFrame ? '' : preloadLinks(originalUrl, language, addresses, basePath)
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
