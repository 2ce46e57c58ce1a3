import { useRef } from 'react'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { useSignInWords } from './sign-in-words.ts'

/** Signs in again over a page that stays as it is. */
export default function SignInDialog({ onClose }: { onClose: () => void }) {
  const words = useSignInWords()
  const field = useRef<HTMLInputElement>(null)
  return (
    <Dialog title={words.again} initialFocus={field} onClose={onClose}>
      <SignInForm firstField={field}>
        <Button onClick={onClose}>{words.cancel}</Button>
      </SignInForm>
    </Dialog>
  )
}
