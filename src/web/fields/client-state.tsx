import type { Client } from '../../contract/client.ts'
import type { Messages } from '../i18n/en.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { stateBadge } from '../ui/state-badge.tsx'

/** {@link clientState} as a component. */
export function ClientState({ client }: { client: Client }) {
  return clientState(client, useI18n().messages)
}

/** Whether a client is connected, in words. */
export function clientState({ connected }: Client, { values }: Messages) {
  return stateBadge(connected, connected ? values.connected : values.disconnected)
}
