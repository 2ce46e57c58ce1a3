import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { clusterNodes } from '../api/cluster-nodes.ts'
import { useClusterWords } from '../feedback/cluster-words.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { excerpt } from '../ui/device-text.tsx'
import { useCurrentSecond } from '../ui/browser/use-current-second.ts'

/** After so long without an answer, the dialog says why. */
const LONG_MS = 5_000

/**
 * Says why kicks that are under way take long. Mounted while they are.
 * @param isOfMany many kicks take long anyway: only a node that hangs is worth a word
 */
export function SlowKick({ isOfMany = false }: { isOfMany?: boolean }) {
  const words = useClusterWords()
  const { format } = useI18n()
  const now = useCurrentSecond()
  const [since] = useState(now)
  const { data: nodes = [] } = useQuery(clusterNodes(true))
  const silent = nodes.filter(({ state }) => state === 'silent').map(({ name }) => excerpt(name))
  if (now - since < LONG_MS) return null
  return silent.length > 0 ? (
    <p role="status">{words.noKicks(silent.join(words.comma))}</p>
  ) : isOfMany ? null : (
    <p>{words.slowKick(format.duration((now - since) / 1000))}</p>
  )
}
