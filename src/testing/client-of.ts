import type { Client } from '../contract/client.ts'

/** The record of a connected client, `a`, with some fields of its own. */
export function clientOf(change: Partial<Client> = {}): Client {
  return {
    clientid: 'a',
    node: 'emqx@10.0.0.1',
    connected: true,
    port: 50_000,
    created_at: '2026-11-23 09:28:55',
    connected_at: '2026-11-23 09:28:55',
    ...change,
  }
}
