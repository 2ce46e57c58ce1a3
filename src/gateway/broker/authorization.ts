import type { Credential } from '../../contract/session.ts'

/** Value of the header `authorization` with which the broker knows an application. */
export function authorizationOf({ appId, appSecret }: Credential): string {
  return `Basic ${Buffer.from(`${appId}:${appSecret}`).toString('base64')}`
}
