import helmet from 'helmet'
import type { FastifyInstance } from 'fastify'
import { isEncrypted } from './session-cookie.ts'

const directives = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'manifest-src': ["'self'"],
  'worker-src': ["'self'"],
  'form-action': ["'none'"],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'self'"],
  'require-trusted-types-for': ["'script'"],
  // The page makes no policy, so no script that gets into it can make one either.
  'trusted-types': ["'none'"],
}

/** For a year. */
const STRICT_TRANSPORT = 'max-age=31536000'

const unusedFeatures = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb']

/**
 * Puts the security headers on every answer, errors included; strict transport, for this host alone,
 * if the request came by TLS.
 * @param embedOrigins of the pages that may show ours in a frame, besides our own
 */
export function sendSecurityHeaders(app: FastifyInstance, embedOrigins: readonly string[]): void {
  const ancestors = { 'frame-ancestors': ["'self'", ...embedOrigins] }
  const setHeaders = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { ...directives, ...ancestors } },
    // It knows no origins: beside it, those that are named above would be let in by no browser.
    xFrameOptions: embedOrigins.length === 0,
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: false,
  })
  const features = unusedFeatures.map((name) => `${name}=()`).join(', ')
  // Fastify's own plugin for it puts them together anew for each answer.
  app.addHook('onRequest', (request, reply, done) => {
    if (isEncrypted(request)) reply.raw.setHeader('strict-transport-security', STRICT_TRANSPORT)
    reply.raw.setHeader('permissions-policy', features)
    setHeaders(request.raw, reply.raw, () => done())
  })
}
