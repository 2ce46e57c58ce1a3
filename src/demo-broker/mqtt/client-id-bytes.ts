/** Bytes of a text in UTF-8 as a string with one character a byte: EMQX compares ids as bytes. */
export function toBytes(text: string): string {
  return Buffer.from(text).toString('latin1')
}

/** The text of such a string; bytes that are not UTF-8 become U+FFFD. */
export function toText(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString()
}

/**
 * The client id's own bytes. Only where the text shows U+FFFD can they differ from the text, and
 * then they are looked up in the first read of the connection, which begins with CONNECT. Where
 * that read holds less than the whole id, the text has to do. aedes knows clients by the text: of
 * two ids that differ in such bytes alone, the second one takes the first one's place.
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
