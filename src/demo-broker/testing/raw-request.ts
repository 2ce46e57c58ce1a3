import { connect } from 'node:net'

/** An HTTP answer, its headers in lower case. */
export interface RawResponse {
  status: number
  headers: Map<string, string>
  body: string
}

/**
 * Sends one HTTP request byte for byte, which no HTTP client does, and reads until the connection is
 * closed.
 * @param head request line and headers
 */
export async function rawRequest(url: string, head: string[], body = ''): Promise<RawResponse> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk as Buffer)
  const [top = '', ...rest] = Buffer.concat(chunks).toString().split('\r\n\r\n')
  const [statusLine = '', ...lines] = top.split('\r\n')
  const headers = lines.map((line): [string, string] => {
    const at = line.indexOf(':')
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]
  })
  return {
    status: Number(statusLine.split(' ')[1]),
    headers: new Map(headers),
    body: rest.join('\r\n\r\n'),
  }
}
