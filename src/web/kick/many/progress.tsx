import { SlowKick } from '../slow-kick.tsx'
import { useEffect, useRef, useState, type ComponentProps, type RefObject } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import { saveCsv } from '../../feedback/offer-text.ts'
import { MenuButton } from '../../feedback/menu-button.tsx'
import { useClusterName } from '../../session/use-cluster-name.ts'
import { Button } from '../../ui/button.tsx'
import { icon } from '../../ui/icons/icon.tsx'
import { chevronDownIcon } from '../../ui/icons/first-icons.ts'
import { saveFile, timedFileName } from '../../ui/files/save-file.ts'
import { useToast } from '../../ui/toaster.tsx'
import { DOUBLE_CLICK_MS, useOneAtATime } from '../../ui/use-one-at-a-time.ts'
import styles from './kick-many.module.css'
import { makeKickReport } from './report.ts'
import { KickResults } from './results.tsx'
import { isUnderWay, targetsOf, type KickRun } from './run.ts'
import type { KickTarget } from './targets.ts'
import { useKickWords } from '../words.ts'
import { useKickManyWords } from './words.ts'

interface KickProgressProps {
  /** Title of the dialog. */
  title: string
  run: KickRun
  /** In kicks per second. */
  pace: number
  stop: () => void
  closeRefused: boolean
  /** Ref of the button that stops the run, and later of the one that closes the dialog. */
  mainRef: RefObject<HTMLButtonElement | null>
  onClose: () => void
  onRetry: (targets: readonly KickTarget[]) => void
}

/** The progress of a run, and then its results. */
export function KickProgress(props: KickProgressProps) {
  const { title, run, pace, stop, closeRefused, mainRef, onClose, onRetry } = props
  const { messages, format, language } = useI18n()
  const showToast = useToast()
  const words = useKickManyWords()
  const kickWords = useKickWords()
  const cluster = useClusterName()
  const goesOn = isUnderWay(run)
  const isLong = goesOn && run.total / pace > 60
  const tried = run.results.filter(({ outcome }) => outcome !== 'not-tried').length
  const progress = words.progress(format.number(tried), format.number(run.total))
  const spoken = useThrottledText(
    goesOn ? progress : `${title}. ${progress}`,
    goesOn ? tried / run.total : 1,
  )

  const aside = [
    cluster,
    goesOn && words.left(format.duration(Math.ceil((run.total - tried) / pace))),
  ]
  const report = (extension: 'csv' | 'json', asText = false) =>
    makeKickReport(extension, run.results, messages.errors, kickWords, asText)
  const saveReport = useOneAtATime(async () => {
    const ids = run.results.map(({ target }) => target.clientId)
    await saveCsv('kick-report', (asText) => report('csv', asText), ids, language, showToast)
  }, DOUBLE_CLICK_MS)
  const saveJson = useOneAtATime(
    async () => saveFile(timedFileName('kick-report', 'json'), await report('json')),
    DOUBLE_CLICK_MS,
  )
  const again = [
    [words.retryFailed, targetsOf(run.results, 'not-kicked', 'unknown')] as const,
    [words.kickRest, targetsOf(run.results, 'not-tried')] as const,
  ].filter(([, targets]) => targets.length > 0)

  return (
    <>
      <progress
        className={styles.progress}
        aria-label={words.progressLabel}
        value={tried}
        max={run.total}
      />
      <p className={styles.progressText}>
        <span>{progress}</span>
        <span className={styles.quiet}>{aside.filter(Boolean).join(' · ')}</span>
      </p>
      {run.status === 'hopeless' && <p role="alert">{words.hopelessAdvice}</p>}
      {goesOn && <SlowKick isOfMany />}
      {isLong && <p className={styles.quiet}>{words.keepInView}</p>}
      <KickResults run={run} />
      <p className="visually-hidden" role="status">
        {spoken}
      </p>
      <p className={styles.refusal} role="alert">
        {goesOn && closeRefused && words.stopFirst}
      </p>
      <div className={styles.buttons}>
        {goesOn ? (
          <MainButton
            ref={mainRef}
            aria-disabled={run.status === 'stopping'}
            onClick={() => run.status === 'running' && stop()}
          >
            {run.status === 'stopping' ? words.stopping : words.stop}
          </MainButton>
        ) : (
          <>
            <MenuButton
              className={styles.report}
              label={words.report}
              groups={() => [
                {
                  items: [
                    { id: 'csv', title: words.saveCsv, run: () => void saveReport() },
                    { id: 'json', title: words.saveJson, run: () => void saveJson() },
                  ],
                },
              ]}
            >
              {words.report} {icon(chevronDownIcon)}
            </MenuButton>
            <MainButton ref={mainRef} onClick={onClose}>
              {messages.app.close}
            </MainButton>
            {/* The last one does what is left of the order: only that is red. */}
            {again.map(([word, targets], index) => (
              <Button
                key={word('')}
                variant={index === again.length - 1 ? 'danger' : 'plain'}
                onClick={() => onRetry(targets)}
              >
                {word(format.number(targets.length))}
              </Button>
            ))}
          </>
        )}
      </div>
    </>
  )
}

interface MainButtonProps extends ComponentProps<typeof Button> {
  ref: RefObject<HTMLButtonElement | null>
}

/** Takes the focus if the buttons that it replaces had it. */
function MainButton(props: MainButtonProps) {
  const { ref } = props
  useEffect(() => {
    const dialog = ref.current?.closest('dialog')
    if (!dialog?.contains(document.activeElement)) ref.current?.focus()
  }, [ref])
  return <Button {...props} />
}

const MIN_GAP_MS = 5_000
const STEPS = 10

/**
 * Slows down a text that changes all the time, for screen readers. The result changes with each tenth
 * of the work, every 5 s at most, and at the end.
 * @param share the part of the work that is done, 0 to 1
 */
function useThrottledText(text: string, share: number): string {
  const [spoken, setSpoken] = useState('')
  const last = useRef({ step: -1, at: -Infinity })
  const step = Math.floor(share * STEPS)

  useEffect(() => {
    const now = performance.now()
    const isDue = step !== last.current.step && now - last.current.at >= MIN_GAP_MS
    if (!isDue && step < STEPS) return
    last.current = { step, at: now }
    setSpoken(text)
  }, [text, step])

  return spoken
}
