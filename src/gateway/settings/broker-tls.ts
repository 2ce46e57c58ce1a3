import { createSecureContext } from 'node:tls'
import type { BrokerTls } from '../broker/broker-access.ts'
import type { Parsed } from './watched-files.ts'
import type { SettingsReader } from './reader.ts'

const files = { ca: 'EMQX_CA_FILE', cert: 'EMQX_CERT_FILE', key: 'EMQX_KEY_FILE' } as const

export const BROKER_TLS_SETTINGS: readonly string[] = Object.values(files)

/**
 * What is now in the files that the settings name: the same object where they have not changed. Null
 * where they name none.
 */
export function readBrokerTls(reader: SettingsReader): (() => BrokerTls) | null {
  const paths: Record<string, string> = {}
  for (const setting of BROKER_TLS_SETTINGS) {
    const path = reader.text(setting)
    if (path !== undefined) paths[setting] = path
  }
  if (Object.keys(paths).length === 0) return null
  return reader.files(paths, parseTls) ?? (() => ({}))
}

/** @param texts what is in the files, by setting */
export function parseTls(texts: Readonly<Record<string, string>>): Parsed<BrokerTls> {
  const { [files.ca]: ca, [files.cert]: cert, [files.key]: key } = texts
  if ((cert === undefined) !== (key === undefined)) {
    return { wrong: 'EMQX_CERT_FILE and EMQX_KEY_FILE go together: one of them is missing' }
  }
  // OpenSSL takes a file without any certificate for a list of none.
  if (ca !== undefined && !ca.includes('-----BEGIN CERTIFICATE-----')) {
    return { wrong: 'EMQX_CA_FILE holds no certificate (PEM)' }
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
