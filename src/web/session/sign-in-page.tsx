import { useEffect, useRef } from 'react'
import { SignInForm } from './sign-in-form.tsx'
import styles from './sign-in.module.css'
import { useSignInWords } from './sign-in-words.ts'

/** Stands in the place of every page until somebody signs in; the address stays. */
export default function SignInPage() {
  const words = useSignInWords()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  return (
    <main id="content" className={styles.page} tabIndex={-1}>
      <title>{`${words.title} · Roster`}</title>
      <div className={styles.card}>
        <h1>{words.title}</h1>
        <SignInForm firstField={field} />
      </div>
    </main>
  )
}
