import { useId, useRef, useState, type RefObject } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import { Button } from '../../ui/button.tsx'
import styles from './kick-many.module.css'
import { KickTargetList } from './target-list.tsx'
import { sumTargets, type KickTarget } from './targets.ts'
import { useKickWords } from '../words.ts'
import { ReasonField } from '../reason-field.tsx'
import { useKickManyWords } from './words.ts'

/** From this many on, a click is not enough: the number has to be typed. */
const TYPED_FROM = 100

const PACES = [1, 2, 5, 10, 20, 50]

interface KickReviewProps {
  targets: readonly KickTarget[]
  /** Those that were taken out. */
  excluded: ReadonlySet<KickTarget>
  setExcluded: (excluded: ReadonlySet<KickTarget>) => void
  /** The rest. */
  chosen: readonly KickTarget[]
  pace: number
  setPace: (pace: number) => void
  typedReason: string
  setTypedReason: (typed: string) => void
  cancelRef: RefObject<HTMLButtonElement | null>
  onClose: () => void
  onConfirm: () => void
}

/** What is going to be destroyed, with a say in it. */
export function KickReview(props: KickReviewProps) {
  const { targets, excluded, setExcluded, chosen, pace, setPace } = props
  const { typedReason, setTypedReason, cancelRef, onClose, onConfirm } = props
  const kickWords = useKickWords()
  const { format } = useI18n()
  const words = useKickManyWords()
  const [typed, setTyped] = useState('')
  const numberField = useRef<HTMLInputElement>(null)
  const fieldId = useId()

  const count = format.number(chosen.length)
  const needsNumber = chosen.length >= TYPED_FROM
  const isTyped = typed.normalize('NFKC').replace(/\D/g, '') === String(chosen.length)
  const isArmed = chosen.length > 0 && (!needsNumber || isTyped)

  return (
    <>
      <p>{words.what}</p>
      <KickSum chosen={chosen} />
      <KickTargetList {...{ targets, excluded, setExcluded }} />
      <p>{words.returns}</p>
      <div className={styles.choices}>
        <label>
          {words.pace}{' '}
          <select value={pace} onChange={({ target }) => setPace(Number(target.value))}>
            {PACES.map((choice) => (
              <option key={choice} value={choice}>
                {words.perSecond(format.number(choice))}
              </option>
            ))}
          </select>
        </label>
        <span className={styles.quiet}>
          {words.takes(format.duration(Math.ceil(chosen.length / pace)))}
        </span>
      </div>
      <ReasonField typed={typedReason} setTyped={setTypedReason} />
      {needsNumber && (
        <div className={styles.choices}>
          <label htmlFor={fieldId}>{words.typeNumber(count)}</label>
          <input
            ref={numberField}
            id={fieldId}
            className={styles.number}
            inputMode="numeric"
            autoComplete="off"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        </div>
      )}
      <div className={styles.buttons}>
        <Button ref={cancelRef} onClick={onClose}>
          {kickWords.cancel}
        </Button>
        <Button
          look="danger"
          aria-disabled={!isArmed}
          onClick={() => (isArmed ? onConfirm() : numberField.current?.focus())}
        >
          {words.confirm(count)}
        </Button>
      </div>
    </>
  )
}

function KickSum({ chosen }: { chosen: readonly KickTarget[] }) {
  const { messages, format } = useI18n()
  const words = useKickManyWords()
  const sum = sumTargets(chosen)
  const lines = [
    [words.sessions, sum.sessions],
    [messages.values.connected, sum.connected],
    [messages.values.disconnected, sum.notConnected],
    [words.waiting, sum.waiting],
  ] as const
  return (
    <dl className={styles.sum}>
      {lines.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{format.number(value)}</dd>
        </div>
      ))}
    </dl>
  )
}
