import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import type { SettingsReader } from './settings-reader.ts'

/** What an `https` connection to the broker is made with; PEM, each. */
export interface BrokerTls {
  /** Certificates that may have signed the broker's, in place of the system's. */
  ca?: string
  /** What Roster shows of itself, and the key to it. */
  cert?: string
  key?: string
}

const files = { ca: 'EMQX_CA_FILE', cert: 'EMQX_CERT_FILE', key: 'EMQX_KEY_FILE' } as const

export const BROKER_TLS_SETTINGS: readonly string[] = Object.values(files)

type Paths = Partial<Record<keyof BrokerTls, string>>

/** How long what was read counts, in ms. */
const FRESH_MS = 1000

/**
 * Reads the files that the settings name, and gives a function that reads them again when they may
 * have changed: the same object where they have not, and the last good one while they are being
 * exchanged. Null where the settings name none.
 */
export function readBrokerTls(reader: SettingsReader): (() => BrokerTls) | null {
  const paths: Paths = {}
  for (const part of ['ca', 'cert', 'key'] as const) {
    const path = reader.text(files[part])
    if (path !== undefined) paths[part] = path
  }
  if (Object.keys(paths).length === 0) return null
  const first = readFiles(paths)
  if (typeof first !== 'string') return openFiles(paths, first)
  reader.problems.push(first)
  return () => ({})
}

/** @param now the time, in ms */
export function openFiles(
  paths: Paths,
  first: BrokerTls,
  now: () => number = Date.now,
): () => BrokerTls {
  let last = first
  let readAt = now()
  return () => {
    if (now() - readAt < FRESH_MS) return last
    readAt = now()
    const next = readFiles(paths)
    const isNew = typeof next !== 'string' && JSON.stringify(next) !== JSON.stringify(last)
    if (isNew) last = next
    return last
  }
}

/** What is in the files, or what is wrong with them. */
function readFiles(paths: Paths): BrokerTls | string {
  const tls: BrokerTls = {}
  for (const part of ['ca', 'cert', 'key'] as const) {
    const path = paths[part]
    if (path === undefined) continue
    try {
      tls[part] = readFileSync(path, 'utf8')
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      return `${files[part]} cannot be read (${code ?? 'unknown error'})`
    }
  }
  return problemOf(tls) ?? tls
}

function problemOf(tls: BrokerTls): string | null {
  if ((tls.cert === undefined) !== (tls.key === undefined)) {
    return 'EMQX_CERT_FILE and EMQX_KEY_FILE go together: one of them is missing'
  }
  // OpenSSL takes a file without any certificate for a list of none.
  if (tls.ca !== undefined && !tls.ca.includes('-----BEGIN CERTIFICATE-----')) {
    return 'EMQX_CA_FILE holds no certificate (PEM)'
  }
  try {
    createSecureContext(tls)
    return null
  } catch {
    return 'EMQX_CA_FILE, EMQX_CERT_FILE and EMQX_KEY_FILE do not hold certificates and their key (PEM)'
  }
}
