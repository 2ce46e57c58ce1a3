import { useEffect, useRef } from 'react'
import { PageTitle } from '../../feedback/page-title.tsx'
import { SignInForm } from './form.tsx'
import styles from './sign-in.module.css'
import { useSignInWords } from './words.ts'

/** Replaces every page until the reader signs in. The address stays. */
export default function SignInPage() {
  const words = useSignInWords()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  return (
    <main id="content" className={styles.page} tabIndex={-1}>
      <PageTitle>{words.title}</PageTitle>
      <div className={styles.card}>
        <h1>{words.title}</h1>
        <SignInForm firstField={field} />
      </div>
    </main>
  )
}
