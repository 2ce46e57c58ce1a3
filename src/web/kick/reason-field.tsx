import { MAX_REASON_LENGTH } from '../../contract/kick-reason.ts'
import { useKickWords } from './words.ts'
import styles from './reason-field.module.css'

interface ReasonFieldProps {
  /** As typed; `readReason` makes a reason of it. */
  typed: string
  setTyped: (typed: string) => void
}

/** Why somebody is kicked, for whoever reads the gateway's audit. */
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
