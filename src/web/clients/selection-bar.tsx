import { useEffect, useState } from 'react'
import type { Client } from '../../contract/client.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { useLazyDialog } from '../status/use-lazy-dialog.ts'
import { Button } from '../ui/button.tsx'
import { copyText } from '../ui/copy-text.ts'
import { useToast } from '../ui/toaster.tsx'
import { selection, useSelection } from './selection.ts'
import styles from './selection-bar.module.css'
import { useExport } from './use-export.ts'

/** What can be done with the clients that are picked; there only while some are. */
export function SelectionBar({ clients }: { clients: readonly Client[] }) {
  const { messages, format } = useI18n()
  const { selection: words, exports } = messages
  const selected = useSelection()
  const showToast = useToast()
  const save = useExport()
  const [kicking, setKicking] = useState<readonly Client[]>([])
  const kick = useLazyDialog(() => import('../kick/kick-many-dialog.tsx'))
  useEffect(() => selection.refresh(clients), [clients])

  const picked = [...selected.values()]
  const shown = new Set(clients.map(({ clientid }) => clientid))
  const elsewhere = picked.filter(({ clientid }) => !shown.has(clientid)).length
  const copyIds = () =>
    copyText(picked.map(({ clientid }) => clientid).join('\n')).then(
      () => showToast(exports.copied(format.number(picked.length))),
      () => showToast(exports.copyFailed),
    )
  return (
    <>
      {picked.length > 0 && (
        <div className={styles.bar} role="toolbar" aria-label={words.label}>
          <p className={styles.count} role="status">
            {words.count(format.number(picked.length))}
            {elsewhere > 0 && <span> {words.elsewhere(format.number(elsewhere))}</span>}
          </p>
          <Button
            look="danger"
            onClick={() => {
              setKicking(picked)
              kick.open()
            }}
          >
            {messages.kickMany.button}
          </Button>
          <Button onClick={() => void copyIds()}>{exports.copyIds}</Button>
          <Button onClick={() => void save('csv', picked)}>{exports.csv}</Button>
          <Button onClick={() => void save('json', picked)}>{exports.json}</Button>
          <Button look="quiet" onClick={selection.clear}>
            {words.clear}
          </Button>
        </div>
      )}
      {kick.Dialog && (
        <kick.Dialog
          clients={kicking}
          onClose={kick.close}
          onEnded={(ids) => selection.remove(ids)}
        />
      )}
    </>
  )
}
