import { useState } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import { VirtualList } from '../../ui/list/virtual-list.tsx'
import { Button } from '../../ui/button.tsx'
import { DeviceText, excerpt } from '../../ui/device-text.tsx'
import type { KickManyOutcome, KickResult } from './kick-many.ts'
import styles from './kick-many.module.css'
import { reasonOf } from './report.ts'
import { countOutcomes, outcomes } from './run.ts'
import { useKickWords } from '../words.ts'
import { useKickManyWords } from './words.ts'

const idOf = ({ target }: KickResult) => target.clientId

interface KickResultsProps {
  results: readonly KickResult[]
  /** How many results there will be. */
  total: number
  /** No more will come: what wants attention then stands first. Until then they stand as they came. */
  isFinal: boolean
}

/** What became of each id, all of them or those of one outcome. */
export function KickResults({ results, total, isFinal }: KickResultsProps) {
  const { format } = useI18n()
  const words = useKickManyWords()
  const [chosen, setChosen] = useState<KickManyOutcome | null>(null)
  const counts = countOutcomes(results)
  const matching = results.filter(({ outcome }) => chosen === null || outcome === chosen)
  const shown = isFinal
    ? outcomes.flatMap((wanted) => matching.filter(({ outcome }) => outcome === wanted))
    : matching
  const choices = [
    [null, words.all, results.length] as const,
    ...outcomes.map((name) => [name, words.outcomes[name], counts[name]] as const),
  ]

  return (
    <>
      <div className={styles.outcomes} role="group" aria-label={words.show}>
        {choices.map(([name, word, count]) => (
          <Button key={word} aria-pressed={name === chosen} onClick={() => setChosen(name)}>
            {word} <span>{format.number(count)}</span>
          </Button>
        ))}
      </div>
      <VirtualList
        label={words.results}
        items={shown}
        keyOf={idOf}
        empty={words.noResults}
        room={total}
      >
        {(result) => (
          <div className={styles.result} data-outcome={result.outcome}>
            <span className={styles.id} title={excerpt(result.target.clientId)}>
              <DeviceText text={result.target.clientId} />
            </span>
            <span className={styles.outcome}>{words.outcomes[result.outcome]}</span>
            <Reason result={result} />
          </div>
        )}
      </VirtualList>
    </>
  )
}

function Reason({ result }: { result: KickResult }) {
  const { messages } = useI18n()
  const reason = reasonOf(result, messages.errors, useKickWords())
  return reason === undefined ? null : <span className={styles.reason}>{reason}</span>
}
