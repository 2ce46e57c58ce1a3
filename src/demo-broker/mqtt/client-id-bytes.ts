/** The UTF-8 bytes of a text, one character for each byte. EMQX compares ids as bytes. */
export function toBytes(text: string): string {
  return Buffer.from(text).toString('latin1')
}

/** The text of such bytes. Bytes that are not UTF-8 become U+FFFD. */
export function toText(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString()
}

/**
 * The bytes of the client id. They can differ from the text only if the text has a U+FFFD. Then they
 * are read from the first bytes of the connection, which begin with CONNECT. If these do not hold the
 * whole id, the text is used. aedes knows clients by the text: if two ids differ in such bytes only,
 * the second client takes over the first one's session.
 */
export function rawClientId(clientId: string, firstRead: Buffer | null): string {
  const bytes = toBytes(clientId)
  if (!clientId.includes('\ufffd') || firstRead === null) return bytes
  const start = endOfLength(firstRead)
  const idLengthAt = start + 2 + uint16(firstRead, start) + 4
  const idAt = idLengthAt + 2
  const raw = firstRead.toString('latin1', idAt, idAt + uint16(firstRead, idLengthAt))
  return toText(raw) === clientId ? raw : bytes
}

function endOfLength(packet: Buffer): number {
  let at = 1
  while (((packet[at] ?? 0) & 128) !== 0) at++
  return at + 1
}

function uint16(packet: Buffer, at: number): number {
  return ((packet[at] ?? 0) << 8) | (packet[at + 1] ?? 0)
}
