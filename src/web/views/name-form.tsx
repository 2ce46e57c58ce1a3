import { useId, useRef, useState } from 'react'
import { Button } from '../ui/button.tsx'
import type { ViewProblem } from './change-views.ts'
import styles from './name-form.module.css'
import { useViewsWords } from './words.ts'

interface NameFormProps {
  label: string
  initial?: string
  /** Gets the trimmed name, and returns the problem. `isSure`: the reader wants to replace a view. */
  onSubmit: (name: string, isSure: boolean) => ViewProblem | null
  /** True if the form offers to replace the view that has the name. */
  canReplace?: boolean
}

/** Asks for the name of a view. If the name is refused, the form shows why and keeps it. */
export function NameForm(props: NameFormProps) {
  const { label, initial = '', onSubmit, canReplace = false } = props
  const words = useViewsWords()
  const id = useId()
  const [name, setName] = useState(initial)
  const [problem, setProblem] = useState<ViewProblem | null>(null)
  // A second click may come before the page is rendered.
  const isDone = useRef(false)
  const mayReplace = canReplace && problem === 'taken'
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (isDone.current) return
        const next = onSubmit(name.trim(), mayReplace)
        setProblem(next)
        isDone.current = next === null
        if (next === null) setName('')
      }}
    >
      <label htmlFor={id}>{label}</label>
      <div className={styles.line}>
        <input
          id={id}
          value={name}
          autoComplete="off"
          aria-invalid={problem !== null}
          aria-describedby={problem ? `${id}-problem` : undefined}
          onChange={({ target }) => {
            isDone.current = false
            setName(target.value)
            setProblem(null)
          }}
        />
        <Button
          type="submit"
          variant="primary"
          // The second click of a double click must not replace a view.
          onClick={(event) => event.detail > 1 && event.preventDefault()}
        >
          {mayReplace ? words.replace : initial ? words.rename : words.save}
        </Button>
      </div>
      {problem && (
        <p id={`${id}-problem`} className={styles.problem} role="alert">
          {mayReplace ? words.mayReplace : words.problems[problem]}
        </p>
      )}
    </form>
  )
}
