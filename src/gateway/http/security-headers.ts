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
  // The page defines no policy, so an injected script cannot define one either.
  'trusted-types': ["'none'"],
}

/** A year, in s. */
const STRICT_TRANSPORT = 'max-age=31536000'

const unusedFeatures = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb']

/**
 * Sets the security headers on every answer, errors included. If the request came by TLS, sets strict
 * transport for this host alone.
 * @param embedOrigins origins of other sites whose pages may frame Roster
 */
export function sendSecurityHeaders(app: FastifyInstance, embedOrigins: readonly string[]): void {
  const ancestors = { 'frame-ancestors': ["'self'", ...embedOrigins] }
  const setHeaders = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { ...directives, ...ancestors } },
    // X-Frame-Options cannot list origins: it would block those that frame-ancestors allows.
    xFrameOptions: embedOrigins.length === 0,
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: false,
  })
  const features = unusedFeatures.map((name) => `${name}=()`).join(', ')
  // Fastify's own plugin for Helmet builds the headers again for each answer.
  app.addHook('onRequest', (request, reply, done) => {
    if (isEncrypted(request)) reply.raw.setHeader('strict-transport-security', STRICT_TRANSPORT)
    reply.raw.setHeader('permissions-policy', features)
    setHeaders(request.raw, reply.raw, () => done())
  })
}
