// Reads the settings of TLS to the broker.
import { X509Certificate } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import type { BrokerTls } from '../broker/broker-access.ts'
import type { Parsed } from './watched-files.ts'
import type { SettingsReader } from './reader.ts'

const settings = { ca: 'EMQX_CA_FILE', cert: 'EMQX_CERT_FILE', key: 'EMQX_KEY_FILE' } as const

/**
 * The content of the files that the settings name, at the time of each call; the same object as long as
 * the files are the same. Null if no file is set.
 */
export function readBrokerTls(reader: SettingsReader): (() => BrokerTls) | null {
  const paths: Record<string, string> = {}
  for (const setting of Object.values(settings)) {
    const path = reader.text(setting)
    if (path !== undefined) paths[setting] = path
  }
  if (Object.keys(paths).length === 0) return null
  return reader.files(paths, parseTls) ?? (() => ({}))
}

/** @param texts the content of the files, by setting */
export function parseTls(texts: Readonly<Record<string, string>>): Parsed<BrokerTls> {
  const { [settings.ca]: ca, [settings.cert]: cert, [settings.key]: key } = texts
  if ((cert === undefined) !== (key === undefined)) {
    return { wrong: 'EMQX_CERT_FILE and EMQX_KEY_FILE go together: one of them is missing' }
  }
  // OpenSSL reads a file without a certificate as an empty list.
  if (ca !== undefined && !ca.includes('-----BEGIN CERTIFICATE-----')) {
    return { wrong: 'EMQX_CA_FILE holds no certificate (PEM)' }
  }
  for (const [setting, text] of Object.entries(texts)) {
    const problem = problemOfPem(text)
    if (problem !== null) return { wrong: `${setting} ${problem}` }
  }
  const value = {
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  }
  try {
    createSecureContext(value)
    return { value }
  } catch {
    return {
      wrong:
        'EMQX_CA_FILE, EMQX_CERT_FILE and EMQX_KEY_FILE do not hold certificates and their key (PEM)',
    }
  }
}

/** OpenSSL leaves out what it cannot read after the first block. */
function problemOfPem(text: string): string | null {
  const block = /-----BEGIN ([A-Z\d ]+)-----(?:(?!-----)[^])*-----END \1-----/g
  if (/^-----/m.test(text.replace(block, ''))) return 'is cut off: a part of it has no end'
  const certificates = [...text.matchAll(block)].filter(([, type]) => type === 'CERTIFICATE')
  try {
    for (const [pem] of certificates) void new X509Certificate(pem)
    return null
  } catch {
    return 'holds a certificate that cannot be read'
  }
}
