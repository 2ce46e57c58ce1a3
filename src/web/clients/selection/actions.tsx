import { useState } from 'react'
import type { Client } from '../../../contract/client.ts'
import { useCommands } from '../../commands/commands.tsx'
import { useI18n } from '../../i18n/i18n.tsx'
import { useRefusals } from '../../session/permissions.ts'
import { offerText } from '../../feedback/offer-text.ts'
import { RefusableButton } from '../../ui/refusable-button.tsx'
import { useLazyDialog } from '../../feedback/use-lazy-dialog.ts'
import { Button } from '../../ui/button.tsx'
import { copyText } from '../../ui/browser/copy-text.ts'
import { focusContentOnLeave } from '../../ui/browser/focus-content.ts'
import { asSheetText } from '../../ui/files/csv.ts'
import { useToast } from '../../ui/toaster.tsx'
import { selection, useSelection } from './selection.ts'
import styles from './bar.module.css'
import { useExport } from './use-export.ts'
import { useSelectMatching } from './use-select-matching.ts'
import { useSelectionWords } from './words.ts'

interface SelectionActionsProps {
  /** Rows that are shown, in their order. */
  clients: readonly Client[]
}

/** The bar of actions for the selected clients; empty while none is selected. */
export function SelectionActions({ clients }: SelectionActionsProps) {
  const { messages, format, language } = useI18n()
  const { selection: words } = messages
  const own = useSelectionWords()
  const selected = useSelection()
  const showToast = useToast()
  const save = useExport()
  const { kickMany: refusal } = useRefusals()
  const [kicking, setKicking] = useState<readonly Client[]>([])
  const kick = useLazyDialog(() => import('../../kick/many/kick-many-dialog.tsx'))

  const ids = [...selected.keys()]
  const picked = [...selected.values()].flat()
  const idsOfPage = () => clients.map(({ clientid }) => clientid)
  const shown = new Set(ids.length > 0 ? idsOfPage() : [])
  const elsewhere = ids.filter((clientId) => !shown.has(clientId)).length
  const count = words.count(format.number(ids.length))
  const copied = own.copied(format.number(ids.length))
  const copy = (texts: readonly string[], tell: () => void) =>
    void copyText(texts.join('\n')).then(tell, () => showToast(messages.exports.copyFailed))
  const copyAsText = () => copy(ids.map(asSheetText), () => showToast(copied, { isDone: true }))
  const copyIds = () =>
    copy(ids, () =>
      offerText(copied, ids, { action: 'copy', run: copyAsText }, language, showToast),
    )
  const kickPicked = () => {
    setKicking(picked)
    kick.open()
  }
  const command = (id: string, title: string, run: () => void) => ({
    id: `selection ${id}`,
    title: messages.commands.choose(words.label, title),
    group: 'rows' as const,
    run,
  })
  useCommands(
    ids.length === 0
      ? []
      : [
          { ...command('kick', own.kick, kickPicked), refusal },
          command('ids', own.copyIds, copyIds),
          command('csv', own.csv, () => void save('csv', picked)),
          command('json', own.json, () => void save('json', picked)),
          command('clear', own.clear, selection.clear),
        ],
  )
  const all = useSelectMatching()
  const hasAllOfPage = clients.length > 0 && clients.every(({ clientid }) => selected.has(clientid))
  return (
    <>
      {ids.length > 0 && (
        <div ref={focusContentOnLeave} className={styles.bar} role="group" aria-label={words.label}>
          <p className={styles.count}>
            {count}
            {elsewhere > 0 && <span> {own.elsewhere(format.number(elsewhere))}</span>}
          </p>
          {hasAllOfPage && all.isMore(ids.length) && (
            <Button disabled={all.isBusy} onClick={() => void all.select()}>
              {all.count === null ? own.allMatching : own.all(format.number(all.count))}
            </Button>
          )}
          <RefusableButton variant="danger" refusal={refusal} onClick={kickPicked}>
            {own.kick}
          </RefusableButton>
          <Button onClick={copyIds}>{own.copyIds}</Button>
          <Button onClick={() => void save('csv', picked)}>{own.csv}</Button>
          <Button onClick={() => void save('json', picked)}>{own.json}</Button>
          <Button variant="quiet" onClick={selection.clear}>
            {own.clear}
          </Button>
        </div>
      )}
      {kick.Dialog && (
        <kick.Dialog
          clients={kicking}
          onClose={kick.close}
          onEnded={(ended) => selection.remove(ended)}
        />
      )}
    </>
  )
}
