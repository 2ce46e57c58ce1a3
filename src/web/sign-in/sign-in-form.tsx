import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef, type ReactNode, type RefObject, type SubmitEvent } from 'react'
import { ApiError, describeError } from '../api/api-error.ts'
import { sessionQuery, signIn } from '../api/session-queries.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { useSession } from '../status/session.tsx'
import { Button } from '../ui/button.tsx'
import { visibleText } from '../ui/device-text.tsx'
import styles from './sign-in.module.css'
import { useSignInWords } from './words.ts'

interface SignInFormProps {
  /** What has to be filled in first. */
  firstField: RefObject<HTMLInputElement | null>
  /** Beside the button that signs in. */
  children?: ReactNode
}

/** Id and secret of an application; once they are taken, the session says so to the whole page. */
export function SignInForm({ firstField, children }: SignInFormProps) {
  const words = useSignInWords()
  const { session, endedUser } = useSession()
  const queryClient = useQueryClient()
  const secretField = useRef<HTMLInputElement>(null)
  const id = useId()
  const signing = useMutation({
    mutationFn: signIn,
    onSuccess: async (next) => {
      // What is on the page belongs to who was here before.
      if (endedUser !== null && next.user !== endedUser) return location.reload()
      await queryClient.cancelQueries(sessionQuery)
      queryClient.setQueryData(sessionQuery.queryKey, next)
      void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
    },
  })
  const { isPending, error } = signing
  useEffect(() => {
    if (error) secretField.current?.select()
  }, [error])

  function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isPending) return
    const appId = firstField.current?.value ?? ''
    signing.mutate({ appId, appSecret: secretField.current?.value ?? '' })
  }

  return (
    <form className={styles.form} onSubmit={onSubmit}>
      <p className={styles.what}>
        {words.what} {session?.demo && words.demo}
      </p>
      <div className={styles.field}>
        <label htmlFor={`${id}-id`}>{words.appId}</label>
        <input
          ref={firstField}
          id={`${id}-id`}
          defaultValue={endedUser ?? ''}
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={256}
          required
        />
      </div>
      <div className={styles.field}>
        <label htmlFor={`${id}-secret`}>{words.appSecret}</label>
        <input
          ref={secretField}
          id={`${id}-secret`}
          type="password"
          autoComplete="current-password"
          maxLength={256}
          required
          aria-describedby={`${id}-failure`}
        />
      </div>
      <p id={`${id}-failure`} className={styles.failure} role="alert">
        <Failure error={isPending ? null : error} />
      </p>
      <div className={styles.buttons}>
        {children}
        <Button type="submit" aria-disabled={isPending}>
          {isPending ? words.waiting : words.button}
        </Button>
      </div>
    </form>
  )
}

/** Why somebody could not sign in. */
function Failure({ error }: { error: Error | null }) {
  const words = useSignInWords()
  const { messages, format } = useI18n()
  if (error === null) return null
  const { reason, status, waitSeconds } = error instanceof ApiError ? error : new ApiError(error)
  if (reason === 'signed-out') return words.wrong
  if (reason === 'too-many') return words.tooMany(format.duration(waitSeconds ?? 60))
  if (reason === 'http-status' && status === 400) return words.unfit
  const { title, detail } = describeError(error, messages.errors)
  if (reason === 'forbidden' && detail.startsWith('no role')) return words.noRole
  return detail ? `${title} (${visibleText(detail)})` : title
}
