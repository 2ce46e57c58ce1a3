// Findings of which one is the cause of the other.
import { worseOf } from './finding.ts'
import type { Finding, FindingKind, Severity } from './finding.ts'

/** One finding, or a cause with the finding that it explains. */
export interface Chain {
  severity: Severity
  finding: Finding
  /** The queue that is full or fills up because of `finding`; null if it explains nothing. */
  effect: QueueFinding | null
}

/** A finding about the length of the queue. */
export type QueueFinding = Extract<Finding, { kind: 'queue-full' | 'queue-filling' }>

/** Each of these keeps messages in the queue. */
const causes: readonly FindingKind[] = ['offline-queue', 'window-stuck', 'window-full']

/** The findings in their order, with the state of the queue behind what keeps the messages in it. */
export function chainFindings(findings: readonly Finding[]): Chain[] {
  const cause = findings.find(({ kind }) => causes.includes(kind))
  const effect = findings.find(isAboutQueue)
  const alone = (finding: Finding): Chain => ({
    severity: finding.severity,
    finding,
    effect: null,
  })
  if (!cause || !effect) return findings.map(alone)
  const chain: Chain = {
    severity: worseOf(cause.severity, effect.severity),
    finding: cause,
    effect,
  }
  const isPart = (finding: Finding) => finding === cause || finding === effect
  const at = findings.findIndex(isPart)
  return findings.flatMap((finding, index) =>
    index === at ? [chain] : isPart(finding) ? [] : [alone(finding)],
  )
}

function isAboutQueue(finding: Finding): finding is QueueFinding {
  return finding.kind === 'queue-full' || finding.kind === 'queue-filling'
}
