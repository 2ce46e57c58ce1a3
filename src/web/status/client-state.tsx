import type { Client } from '../../contract/client.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { StateBadge } from '../ui/state-badge.tsx'

/** Whether a client is connected, in words. */
export function ClientState({ client: { connected } }: { client: Client }) {
  const { values } = useI18n().messages
  return (
    <StateBadge on={connected}>{connected ? values.connected : values.disconnected}</StateBadge>
  )
}
