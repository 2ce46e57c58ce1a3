import type { IncomingHttpHeaders } from 'node:http'
import { serve } from '../../testing/serve.ts'

/** A broker's API that knows applications, and answers all their calls with an empty list. */
export async function startApplications(known: Record<string, string>) {
  const secrets = new Map(Object.entries(known))
  const requests: { method: string; url: string; headers: IncomingHttpHeaders; user: string }[] = []
  const { origin, close } = await serve((request, response) => {
    const { method = '', url = '', headers } = request
    const basic = Buffer.from((headers.authorization ?? '').replace('Basic ', ''), 'base64')
    const [user = '', ...secret] = basic.toString().split(':')
    requests.push({ method, url, headers, user })
    if (secrets.get(user) === secret.join(':')) {
      const meta = { page: 1, limit: 1, hasnext: false, count: 0 }
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ code: 0, data: [], meta }))
    } else {
      response.writeHead(401, { 'www-authenticate': 'Basic Realm="minirest-server"' })
      response.end('UNAUTHORIZED')
    }
  })
  return {
    apiUrl: `${origin}/api/v4`,
    /** All requests, each with its application. */
    requests,
    /** Secrets by application; changes count at once. */
    secrets,
    close,
  }
}

export type Applications = Awaited<ReturnType<typeof startApplications>>
