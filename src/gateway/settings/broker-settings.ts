import { API_PREFIX } from '../../contract/paths.ts'
import { usesPersonalCredentials, type Access } from '../access/access.ts'
import type { BrokerAccess } from '../broker/broker-access.ts'
import { readBrokerTls } from './broker-tls.ts'
import type { SettingsReader } from './reader.ts'
import type { Parsed } from './watched-files.ts'

/** Longest id or secret: EMQX takes 8 KB of headers. */
const MOST_OF_LINE = 1000

/** Null if no broker is set. */
export function readBrokerAccess(reader: SettingsReader, access: Access): BrokerAccess | null {
  const { problems } = reader
  const api = reader.text('EMQX_API')
  if (api === undefined) return null
  const apiUrls = readApiUrls(api, problems)
  const tls = readBrokerTls(reader)
  if (tls !== null && apiUrls.some((url) => url.startsWith('http:'))) {
    problems.push('EMQX_CA_FILE and EMQX_CERT_FILE are for https: EMQX_API names an http address')
  }
  return { apiUrls, ...readApplication(reader, access), ...(tls && { tls }) }
}

function readApplication(
  reader: SettingsReader,
  access: Access,
): Pick<BrokerAccess, 'appId' | 'appSecret'> {
  const { problems } = reader
  if (usesPersonalCredentials(access)) {
    for (const name of ['EMQX_APP_ID', 'EMQX_APP_SECRET'] as const) {
      if (!reader.isSet(name)) continue
      problems.push(
        `${name} is set, but with ROSTER_AUTH=sign-in each person signs in with an application of their own`,
      )
    }
    return {}
  }
  const appId = reader.text('EMQX_APP_ID')
  if (appId === undefined) problems.push('EMQX_APP_ID is missing (EMQX_API is set)')
  else if (appId.includes(':')) problems.push('EMQX_APP_ID must not have a colon in it')
  const problem = appId === undefined ? null : problemOfLine(appId)
  if (problem !== null) problems.push(`EMQX_APP_ID ${problem}`)
  const appSecret = reader.secret('EMQX_APP_SECRET', parseSecret)
  if (!reader.isSet('EMQX_APP_SECRET')) {
    problems.push('EMQX_APP_SECRET or EMQX_APP_SECRET_FILE is missing (EMQX_API is set)')
  }
  return { appId: appId ?? '', appSecret: appSecret ?? '' }
}

function parseSecret(text: string): Parsed<string> {
  if (text === '') return { wrong: 'EMQX_APP_SECRET_FILE names an empty file' }
  const problem = problemOfLine(text)
  return problem === null ? { value: text } : { wrong: `EMQX_APP_SECRET (or its file) ${problem}` }
}

/** What is wrong with an id or a secret; null if it is one line, of a length that a header can hold. */
function problemOfLine(text: string): string | null {
  if (/[\r\n]/.test(text)) return 'must be one line'
  if (/\p{Cc}/u.test(text)) return 'must not hold control characters'
  return text.length > MOST_OF_LINE ? `must be at most ${MOST_OF_LINE} characters long` : null
}

function readApiUrls(value: string, problems: string[]): string[] {
  const urls = value.split(',').map((url) => readApiUrl(url.trim(), problems))
  if (new Set(urls).size < urls.length) problems.push('EMQX_API names an address twice')
  return urls
}

/** No message repeats the value: it may hold a password. */
function readApiUrl(value: string, problems: string[]): string {
  const url = URL.canParse(value) ? new URL(value) : null
  if (url === null || !/^https?:$/.test(url.protocol)) {
    problems.push(`EMQX_API must be an http or https address such as http://host:8081${API_PREFIX}`)
    return ''
  }
  if (url.username !== '' || url.password !== '') {
    problems.push('EMQX_API must not hold credentials: use EMQX_APP_ID and EMQX_APP_SECRET')
  }
  if (url.search !== '' || url.hash !== '') {
    problems.push('EMQX_API must not have a query or a fragment')
  }
  const path = url.pathname.replace(/\/+$/, '')
  if (!path.endsWith(API_PREFIX)) problems.push(`EMQX_API must end in ${API_PREFIX}`)
  return url.origin + path
}
