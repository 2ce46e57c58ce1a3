import { useId, useRef, useState, type RefObject } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import { Button } from '../../ui/button.tsx'
import styles from './kick-many.module.css'
import { KickTargetList } from './target-list.tsx'
import { sumTargets, type KickTarget } from './targets.ts'
import { useKickWords } from '../words.ts'
import { ReasonField } from '../reason-field.tsx'
import { useKickManyWords } from './words.ts'

/** From this many clients on, the operator has to type the number. */
const TYPED_FROM = 100

const PACES = [1, 2, 5, 10, 20, 50]

interface KickReviewProps {
  targets: readonly KickTarget[]
  excluded: ReadonlySet<KickTarget>
  setExcluded: (excluded: ReadonlySet<KickTarget>) => void
  /** The targets that are not excluded. */
  chosen: readonly KickTarget[]
  pace: number
  setPace: (pace: number) => void
  typedReason: string
  setTypedReason: (typed: string) => void
  cancelRef: RefObject<HTMLButtonElement | null>
  onClose: () => void
  onConfirm: () => void
}

/** Shows what the kicks will destroy, and lets the operator change the list. */
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
          variant="danger"
          aria-disabled={!isArmed}
          // The second click of a double click that opened the dialog confirms nothing.
          onClick={({ detail }) => {
            if (!isArmed) numberField.current?.focus()
            else if (detail < 2) onConfirm()
          }}
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
