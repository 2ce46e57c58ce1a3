import type { ComponentProps } from 'react'
import { Button } from './button.tsx'
import { useToast } from './toaster.tsx'

interface RefusableButtonProps extends ComponentProps<typeof Button> {
  /** Why the button cannot be used now; null if it can. */
  refusal: string | null
}

/** A button that gives the reason if it cannot be used. It can still get the focus then. */
export function RefusableButton({ refusal, onClick, ...rest }: RefusableButtonProps) {
  const showToast = useToast()
  if (refusal === null) return <Button onClick={onClick} {...rest} />
  return <Button {...rest} aria-disabled title={refusal} onClick={() => showToast(refusal)} />
}
