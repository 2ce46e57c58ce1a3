import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, type ReactNode, type RefObject, type SubmitEvent } from 'react'
import type { Credential } from '../../../contract/session.ts'
import { ApiError, describeError } from '../../api/api-error.ts'
import { sessionQuery, signIn } from '../../api/session-queries.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useSession } from '../session.tsx'
import { Button } from '../../ui/button.tsx'
import { visibleText } from '../../ui/device-text.tsx'
import { useOneAtATime } from '../../ui/use-one-at-a-time.ts'
import styles from './sign-in.module.css'
import { useSignInWords } from './words.ts'

interface SignInFormProps {
  /** Ref of the first field to fill in. */
  firstField: RefObject<HTMLInputElement | null>
  /** Shown beside the button that signs in. */
  children?: ReactNode
}

/** Asks for a credential of EMQX, and puts the new session into the query cache. */
export function SignInForm({ firstField, children }: SignInFormProps) {
  const words = useSignInWords()
  const { session, endedUser } = useSession()
  const queryClient = useQueryClient()
  const id = useId()
  const signing = useMutation({
    mutationFn: signIn,
    onSuccess: async (next) => {
      // The data on the page belongs to the user before.
      if (endedUser !== null && next.user !== endedUser) return location.reload()
      await queryClient.cancelQueries(sessionQuery)
      queryClient.setQueryData(sessionQuery.queryKey, next)
      void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
    },
  })
  const { isPending, error } = signing
  const signInWith = session?.signInWith ?? 'application'
  const labels = signInWith === 'dashboard' ? words.dashboard : words.application
  const send = useOneAtATime((credential: Credential, secret: HTMLInputElement) =>
    signing.mutateAsync(credential).catch(() => secret.select()),
  )
  const isNew = endedUser === null

  function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const { elements } = event.currentTarget
    const [appId, appSecret] = ['appId', 'appSecret'].map(
      (name) => elements.namedItem(name) as HTMLInputElement,
    ) as [HTMLInputElement, HTMLInputElement]
    const credential = { appId: appId.value, appSecret: appSecret.value }
    void send(credential, appSecret)
  }

  return (
    <form className={styles.form} onSubmit={onSubmit}>
      <p className={styles.what}>
        {[words.what[signInWith], words.kept, ...(session?.demo ? [words.demo] : [])].join(
          words.betweenSentences,
        )}
      </p>
      <div className={styles.field}>
        <label htmlFor={`${id}-id`}>{labels.id}</label>
        <input
          ref={isNew ? firstField : undefined}
          id={`${id}-id`}
          name="appId"
          defaultValue={endedUser ?? ''}
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={256}
          required
        />
      </div>
      <div className={styles.field}>
        <label htmlFor={`${id}-secret`}>{labels.secret}</label>
        <input
          ref={isNew ? undefined : firstField}
          id={`${id}-secret`}
          name="appSecret"
          type="password"
          autoComplete="current-password"
          maxLength={256}
          required
          aria-describedby={`${id}-failure`}
        />
      </div>
      <p id={`${id}-failure`} className={styles.failure} role="alert">
        <Failure error={isPending ? null : error} words={labels} />
      </p>
      <div className={styles.buttons}>
        {children}
        <Button type="submit" variant="primary" aria-disabled={isPending}>
          {isPending ? words.waiting : words.button}
        </Button>
      </div>
    </form>
  )
}

interface FailureProps {
  error: Error | null
  /** The texts for what the reader signs in with. */
  words: { wrong: string; noRole: string }
}

/** Why the sign-in failed. */
function Failure({ error, words: { wrong, noRole } }: FailureProps) {
  const words = useSignInWords()
  const { messages, format } = useI18n()
  if (error === null) return null
  const { reason, status, waitSeconds } = error instanceof ApiError ? error : new ApiError(error)
  if (reason === 'signed-out') return wrong
  if (reason === 'too-many') return words.tooMany(format.duration(waitSeconds ?? 60))
  if (reason === 'http-status' && status === 400) return words.unfit
  const { title, detail } = describeError(error, messages.errors)
  if (reason === 'forbidden' && detail.startsWith('no role')) return noRole
  return detail ? `${title} (${visibleText(detail)})` : title
}
