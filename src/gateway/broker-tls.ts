import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'

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

/** Reads the files that the settings name; null where they name none. What is wrong goes to `problems`. */
export function readBrokerTls(
  text: (name: string) => string | undefined,
  problems: string[],
): BrokerTls | null {
  const tls: BrokerTls = {}
  const problemsBefore = problems.length
  for (const part of ['ca', 'cert', 'key'] as const) {
    const path = text(files[part])
    if (path === undefined) continue
    try {
      tls[part] = readFileSync(path, 'utf8')
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      problems.push(`${files[part]} cannot be read (${code ?? 'unknown error'})`)
    }
  }
  if (problems.length === problemsBefore) checkTls(tls, problems)
  return Object.keys(tls).length > 0 ? tls : null
}

function checkTls(tls: BrokerTls, problems: string[]): void {
  if ((tls.cert === undefined) !== (tls.key === undefined)) {
    problems.push('EMQX_CERT_FILE and EMQX_KEY_FILE go together: one of them is missing')
    return
  }
  // OpenSSL takes a file without any certificate for a list of none.
  if (tls.ca !== undefined && !tls.ca.includes('-----BEGIN CERTIFICATE-----')) {
    problems.push('EMQX_CA_FILE holds no certificate (PEM)')
    return
  }
  try {
    createSecureContext(tls)
  } catch {
    problems.push(
      'EMQX_CA_FILE, EMQX_CERT_FILE and EMQX_KEY_FILE do not hold certificates and their key (PEM)',
    )
  }
}
