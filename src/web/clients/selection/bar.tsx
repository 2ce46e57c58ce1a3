import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Client } from '../../../contract/client.ts'
import { useCommands } from '../../commands/commands.tsx'
import { useI18n } from '../../i18n/i18n.tsx'
import { LoadFailure } from '../../feedback/load-failure.tsx'
import { selectionCode } from './actions-code.ts'
import { selection, useSelection } from './selection.ts'

interface SelectionBarProps {
  /** Rows that are shown, in their order. */
  clients: readonly Client[]
  /** All records of the page, also the records that are not shown. */
  records: readonly Client[]
}

/** How many clients are selected, and the actions for them. */
export function SelectionBar({ clients, records }: SelectionBarProps) {
  const { messages, format } = useI18n()
  const { selection: words } = messages
  const { size } = useSelection()
  const code = useQuery({ ...selectionCode, enabled: size > 0 })
  useEffect(() => selection.show(records), [records])
  useEffect(() => () => selection.show([]), [])
  useCommands([
    {
      id: 'selection all',
      title: messages.commands.choose(words.label, words.all),
      group: 'rows',
      run: () => selection.add(clients.map(({ clientid }) => clientid)),
    },
  ])
  return (
    <>
      <p className="visually-hidden" role="status">
        {size > 0 && words.count(format.number(size))}
      </p>
      {code.data && <code.data clients={clients} />}
      {size > 0 && code.error && <LoadFailure query={code} error={code.error} compact />}
    </>
  )
}
