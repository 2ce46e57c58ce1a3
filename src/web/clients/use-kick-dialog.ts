import { useCallback, useEffect, useRef, useState } from 'react'
import type { Client } from '../../contract/client.ts'
import { useLazyDialog } from '../feedback/use-lazy-dialog.ts'

/**
 * The dialog that kicks a client of a page.
 * @param records all of the page
 * @returns `onKick` stays the same, so that rows need not be made anew for it
 */
export function useKickDialog(records: readonly Client[]) {
  const { Dialog, open, close } = useLazyDialog(() => import('../kick/one/kick-dialog.tsx'), {
    ahead: true,
  })
  const [kicking, setKicking] = useState<[Client, ...Client[]] | null>(null)
  const latest = useRef({ records, open })
  useEffect(() => {
    latest.current = { records, open }
  })
  const onKick = useCallback((client: Client) => {
    // Of several records of one id, all are ended.
    const isAnother = (other: Client) => other !== client && other.clientid === client.clientid
    setKicking([client, ...latest.current.records.filter(isAnother)])
    latest.current.open()
  }, [])
  return { Dialog, kicking, onKick, close }
}
