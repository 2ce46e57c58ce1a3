import { useEffect, useRef } from 'react'
import type { Client } from '../../../contract/client.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { pageFault } from '../../feedback/page-fault.ts'
import { toSteady } from '../../ui/browser/steady-clock.ts'
import { useStore } from '../../ui/store.ts'
import type { Watch } from '../watch/watch.ts'
import styles from './diagnosis.module.css'
import { describeFinding, type FindingLine } from './describe-finding.ts'
import type { Finding } from './finding.ts'
import { subjects, useMeanings } from './meanings.ts'
import { diagnose } from './rules.ts'
import { SeverityIcon } from './severity-icon.tsx'
import { useDiagnosisWords } from './words.ts'

interface DiagnosisProps {
  /** All records of the id at the last reading; may be empty. */
  records: readonly Client[]
  /** What this tab has seen of the client, with the last reading. */
  watch: Watch
  /** Nodes of the cluster that are not running. */
  stoppedNodes?: readonly string[]
}

/**
 * The findings about a client, worst first, each with an explanation. Screen readers announce the
 * worst one when its kind changes, not for each new number.
 */
export function Diagnosis({ records, watch, stoppedNodes }: DiagnosisProps) {
  const { format, language } = useI18n()
  const words = useDiagnosisWords()
  // Like the times of the watch, which a change of this computer's clock does not move.
  const clock = (brokerTime: string) => {
    const epochMs = format.brokerEpoch(brokerTime, watch.record?.node)
    return epochMs === null ? null : toSteady(epochMs)
  }
  const findings = diagnose(records, watch, clock, stoppedNodes)
  const lines = findings.map((finding) => ({
    finding,
    line: describeFinding(finding, words, format),
  }))
  const worst = lines[0]
  const fault = useStore(pageFault, (value) => value)
  return (
    <section className={styles.diagnosis} aria-label={words.label} data-fades>
      {fault?.readAt != null && <p>{words.lastKnown(format.moment(fault.readAt))}</p>}
      {worst && (
        <Announcement
          key={language}
          kind={worst.finding.kind}
          text={worst.line.title + words.colon + worst.line.text}
        />
      )}
      <ul className={styles.findings}>
        {lines.map(({ finding, line }) => (
          <FindingItem key={finding.kind} finding={finding} line={line} />
        ))}
      </ul>
    </section>
  )
}

function FindingItem({ finding, line }: { finding: Finding; line: FindingLine }) {
  const words = useDiagnosisWords()
  const { what, how, todo } = useMeanings()[subjects[finding.kind]]
  return (
    <li className={styles.finding}>
      <p className={styles.line}>
        <SeverityIcon severity={finding.severity} label={words.severities[finding.severity]} />
        <span>
          <strong>{line.title}</strong>
          {words.colon}
          {line.text}
        </span>
      </p>
      <details className={styles.meaning}>
        <summary>
          {words.whatItMeans}
          <span className="visually-hidden"> {words.titles[finding.kind]}</span>
        </summary>
        <p>{what}</p>
        <p>{how}</p>
        <p>{todo}</p>
      </details>
    </li>
  )
}

/** Announces a text to screen readers when its kind changes. */
function Announcement({ kind, text }: { kind: string; text: string }) {
  const ref = useRef<HTMLParagraphElement>(null)
  const spoken = useRef('')
  useEffect(() => {
    if (spoken.current === kind || !ref.current) return
    spoken.current = kind
    // Screen readers do not announce the first content of a region, so the text is set later.
    ref.current.textContent = text
  }, [kind, text])
  return <p ref={ref} className="visually-hidden" role="status" />
}
