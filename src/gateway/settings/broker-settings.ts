import { API_PREFIX } from '../../contract/paths.ts'
import { doesEverybodyBringTheirOwn, type Access } from '../access/access.ts'
import type { BrokerAccess } from '../broker/broker-access.ts'
import { BROKER_TLS_SETTINGS, readBrokerTls } from './broker-tls.ts'
import type { SettingsReader } from './reader.ts'

const APPLICATION_SETTINGS = ['EMQX_APP_ID', 'EMQX_APP_SECRET', 'EMQX_APP_SECRET_FILE']

/** Null where no broker is named. */
export function readBrokerAccess(reader: SettingsReader, access: Access): BrokerAccess | null {
  const { problems } = reader
  const api = reader.text('EMQX_API')
  if (api === undefined) {
    refuse(reader, [...APPLICATION_SETTINGS, ...BROKER_TLS_SETTINGS], 'EMQX_API is not')
    return null
  }
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
  if (doesEverybodyBringTheirOwn(access)) {
    refuse(reader, APPLICATION_SETTINGS, 'with ROSTER_AUTH=sign-in everybody brings their own')
    return {}
  }
  const { problems } = reader
  const appId = reader.text('EMQX_APP_ID')
  if (appId === undefined) problems.push('EMQX_APP_ID is missing (EMQX_API is set)')
  else if (appId.includes(':')) problems.push('EMQX_APP_ID must not have a colon in it')
  const appSecret = reader.secret('EMQX_APP_SECRET', (text) => {
    return text === '' ? { wrong: 'EMQX_APP_SECRET_FILE names an empty file' } : { value: text }
  })
  if (!reader.hasSecret('EMQX_APP_SECRET')) {
    problems.push('EMQX_APP_SECRET or EMQX_APP_SECRET_FILE is missing (EMQX_API is set)')
  }
  return { appId: appId ?? '', appSecret: appSecret ?? '' }
}

function refuse(reader: SettingsReader, names: readonly string[], why: string): void {
  for (const name of names) {
    if (reader.text(name) !== undefined) reader.problems.push(`${name} is set, but ${why}`)
  }
}

function readApiUrls(value: string, problems: string[]): string[] {
  const urls = value.split(',').map((url) => readApiUrl(url.trim(), problems))
  if (new Set(urls).size < urls.length) problems.push('EMQX_API names an address twice')
  return urls
}

/** The value is never repeated in a message: it may hold a password. */
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
