import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useReducer, useRef } from 'react'
import { clientQueries, dropFromLists } from '../../api/client-queries.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useToast } from '../../ui/toaster.tsx'
import { kickMany } from './kick-many.ts'
import { isUnderWay, reduceKickRun, targetsOf, unbegunRun } from './run.ts'
import type { KickTarget } from './targets.ts'
import { useKickManyWords } from './words.ts'

/** How many are to be kicked a second at most, and why. */
interface KickOrder {
  pace: number
  reason: string | undefined
}

/**
 * A kick of many clients, round by round. It is stopped where what shows it goes away; a toast then
 * tells how far it came.
 * @param onEnded is told after each round whose sessions have ended
 */
export function useKickRun(onEnded?: (clientIds: readonly string[]) => void) {
  const { format } = useI18n()
  const words = useKickManyWords()
  const queryClient = useQueryClient()
  const showToast = useToast()
  const [run, dispatch] = useReducer(reduceKickRun, unbegunRun)
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

  async function begin(targets: readonly KickTarget[], { pace, reason }: KickOrder): Promise<void> {
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
  }

  function stop(): void {
    dispatch({ type: 'stop' })
    controller.current?.abort()
  }

  return { run, begin, stop }
}

/** While it is on, the browser asks before it leaves the page. */
function useLeaveWarning(on: boolean): void {
  useEffect(() => {
    if (!on) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [on])
}
