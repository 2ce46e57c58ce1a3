import { MAX_REASON_LENGTH } from '../../contract/kick-reason.ts'
import { useKickWords } from './words.ts'
import styles from './reason-field.module.css'

interface ReasonFieldProps {
  /** The raw text, for `readReason`. */
  typed: string
  setTyped: (typed: string) => void
}

/** A field for the reason of a kick, which the gateway writes to its audit log. */
export function ReasonField({ typed, setTyped }: ReasonFieldProps) {
  const words = useKickWords()
  return (
    <label className={styles.field}>
      {words.reason}
      <input
        maxLength={MAX_REASON_LENGTH}
        autoComplete="off"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
    </label>
  )
}
