import { useMemo, useState } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import { VirtualList } from '../../ui/list/virtual-list.tsx'
import { Button } from '../../ui/button.tsx'
import { DeviceText, excerpt } from '../../ui/device-text.tsx'
import type { KickManyOutcome } from './kick-many.ts'
import styles from './kick-many.module.css'
import { reasonOf } from './report.ts'
import { countOutcomes, isUnderWay, linesOf, outcomes, type KickLine, type KickRun } from './run.ts'
import { useKickWords } from '../words.ts'
import { useKickManyWords } from './words.ts'

const idOf = ({ target }: KickLine) => target.clientId

/** The outcome of each target, of all of them or of those with one outcome. In the end, failures are first. */
export function KickResults({ run }: { run: KickRun }) {
  const { format } = useI18n()
  const words = useKickManyWords()
  const [chosen, setChosen] = useState<KickManyOutcome | null>(null)
  const lines = useMemo(() => linesOf(run), [run])
  const counts = countOutcomes(lines)
  const matching = lines.filter(({ outcome }) => chosen === null || outcome === chosen)
  const shown = isUnderWay(run)
    ? matching
    : outcomes.flatMap((wanted) => matching.filter(({ outcome }) => outcome === wanted))
  const choices = [
    [null, words.all, lines.length] as const,
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
        room={run.total}
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

function Reason({ result }: { result: KickLine }) {
  const { messages } = useI18n()
  const reason = reasonOf(result, messages.errors, useKickWords())
  return reason === undefined ? null : <span className={styles.reason}>{reason}</span>
}
