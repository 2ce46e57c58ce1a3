import type { Client } from '../../contract/client.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { ClientState } from '../status/client-state.tsx'
import styles from './cells.module.css'
import { troublesOf } from './trouble.ts'

/** Whether a client is connected, and what is wrong with it: a sign and words, not colour alone. */
export function StateCell({ client }: { client: Client }) {
  const { marks, why } = useI18n().messages.troubles
  const found = troublesOf(client)
  return (
    <>
      <ClientState client={client} />{' '}
      {found.length > 0 && (
        <span className={styles.trouble} title={found.map((trouble) => why[trouble]).join('\n')}>
          <svg viewBox="0 0 12 12" aria-hidden="true">
            <path d="M6 1 11.5 11H.5ZM6 4.5v3M6 9v.5" />
          </svg>
          {found.map((trouble) => marks[trouble]).join(', ')}
        </span>
      )}
    </>
  )
}
