import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useReducer, useRef } from 'react'
import { clientQueries } from '../../api/client-queries.ts'
import { dropFromLists } from '../../api/kick-queries.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useToast } from '../../ui/toaster.tsx'
import { useOneAtATime } from '../../ui/use-one-at-a-time.ts'
import { kickMany } from './kick-many.ts'
import { isUnderWay, reduceKickRun, targetsOf, readyRun } from './run.ts'
import type { KickTarget } from './targets.ts'
import { useKickManyWords } from './words.ts'

/** `pace` in kicks per second; `reason` for the gateway's audit. */
interface KickOrder {
  pace: number
  reason: string | undefined
}

/**
 * Runs a kick of many clients, round by round. If the component is unmounted during a round, the
 * round stops, and a toast tells how far it came.
 * @param onEnded is called after each round with the ids whose sessions have ended
 */
export function useKickRun(onEnded?: (clientIds: readonly string[]) => void) {
  const { format } = useI18n()
  const words = useKickManyWords()
  const queryClient = useQueryClient()
  const showToast = useToast()
  const [run, dispatch] = useReducer(reduceKickRun, readyRun)
  const controller = useRef<AbortController>(null)
  const isOpen = useRef(true)
  useEffect(() => {
    isOpen.current = true
    return () => {
      isOpen.current = false
      controller.current?.abort()
    }
  }, [])
  useLeaveWarning(isUnderWay(run))

  const begin = useOneAtATime(async (targets: readonly KickTarget[], order: KickOrder) => {
    const { pace, reason } = order
    const { signal } = (controller.current = new AbortController())
    dispatch({ type: 'begin', targets })
    const { end, results } = await kickMany(targets, {
      pace,
      reason,
      signal,
      onResult: (result) => dispatch({ type: 'result', result }),
    })
    const notTried = results.filter(({ outcome }) => outcome === 'not-tried')
    dispatch({ type: 'end', end, notTried })
    const idsOf = (list: KickTarget[]) => list.map(({ clientId }) => clientId)
    const ended = targetsOf(results, 'kicked', 'back')
    if (!isOpen.current) {
      const [done, all] = [ended.length, targets.length].map(format.number)
      showToast(words.leftBehind(done ?? '', all ?? ''))
    }
    dropFromLists(queryClient, idsOf(targetsOf(results, 'kicked')))
    void queryClient.invalidateQueries({ queryKey: clientQueries.all })
    onEnded?.(idsOf(ended))
  })

  function stop(): void {
    dispatch({ type: 'stop' })
    controller.current?.abort()
  }

  return { run, begin, stop }
}

/** If `on`, the browser asks before it leaves the page. */
function useLeaveWarning(on: boolean): void {
  useEffect(() => {
    if (!on) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [on])
}
