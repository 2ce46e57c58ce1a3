import { useId, useState, type Ref } from 'react'
import { Button } from '../ui/button.tsx'
import type { ViewProblem } from './change-views.ts'
import styles from './name-form.module.css'
import { useViewsWords } from './words.ts'

interface NameFormProps {
  label: string
  initial?: string
  inputRef?: Ref<HTMLInputElement>
  /** Takes a trimmed name, and gives why not. The second time it is sure about a name that is taken. */
  onSubmit: (name: string, isSure: boolean) => ViewProblem | null
  /** For a name that is taken: offers to give it to this list. */
  canReplace?: boolean
  onCancel?: () => void
}

/** Asks for the name of a view. Stays as it is, with the reason, where the name cannot be had. */
export function NameForm(props: NameFormProps) {
  const { label, initial = '', inputRef, onSubmit, canReplace = false, onCancel } = props
  const words = useViewsWords()
  const id = useId()
  const [name, setName] = useState(initial)
  const [problem, setProblem] = useState<ViewProblem | null>(null)
  const mayReplace = canReplace && problem === 'taken'
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        const next = onSubmit(name.trim(), mayReplace)
        setProblem(next)
        if (next === null) setName('')
      }}
    >
      <label htmlFor={id}>{label}</label>
      <div className={styles.line}>
        <input
          ref={inputRef}
          id={id}
          value={name}
          autoComplete="off"
          aria-invalid={problem !== null}
          aria-describedby={problem ? `${id}-problem` : undefined}
          onChange={({ target }) => {
            setName(target.value)
            setProblem(null)
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || !onCancel || event.nativeEvent.isComposing) return
            // Else the dialog would close as well.
            event.preventDefault()
            onCancel()
          }}
        />
        <Button type="submit">
          {mayReplace ? words.replace : onCancel ? words.rename : words.save}
        </Button>
        {onCancel && <Button onClick={onCancel}>{words.cancel}</Button>}
      </div>
      {problem && (
        <p id={`${id}-problem`} className={styles.problem} role="alert">
          {mayReplace ? words.mayReplace : words.problems[problem]}
        </p>
      )}
    </form>
  )
}
