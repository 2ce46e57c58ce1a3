import type { ComponentProps } from 'react'
import { Button } from './button.tsx'
import { useToast } from './toaster.tsx'

interface RefusableButtonProps extends ComponentProps<typeof Button> {
  /** Why it cannot be used; null where it can. */
  refusal: string | null
}

/** A button that, where it cannot be used, can still be reached, and says why. */
export function RefusableButton({ refusal, onClick, ...rest }: RefusableButtonProps) {
  const showToast = useToast()
  if (refusal === null) return <Button onClick={onClick} {...rest} />
  return <Button {...rest} aria-disabled title={refusal} onClick={() => showToast(refusal)} />
}
