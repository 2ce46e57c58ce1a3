/** True where the secret stands in it: raw, as JSON or a URL has it, in hex, or in base64 with anything around it. */
export function holdsSecret(content: string | Buffer, secret: string | Buffer): boolean {
  const bytes = Buffer.from(content)
  return formsOf(Buffer.from(secret)).some((form) => bytes.includes(form))
}

function formsOf(secret: Buffer): (string | Buffer)[] {
  const text = secret.toString()
  const hex = secret.toString('hex')
  const encoded = encodeURIComponent(text)
  const base64 = [0, 1, 2].map((before) => base64Behind(before, secret))
  return [
    secret,
    JSON.stringify(text).slice(1, -1),
    encoded,
    encoded.replaceAll('%20', '+'),
    hex,
    hex.toUpperCase(),
    ...base64,
    ...base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
  ]
}

/** What is always the same of it in base64, where so many bytes stand before it. */
function base64Behind(before: number, secret: Buffer): string {
  const whole = Buffer.concat([Buffer.alloc(before), secret])
  const first = Math.ceil((before * 8) / 6)
  return whole.toString('base64').slice(first, Math.floor((whole.length * 8) / 6))
}
