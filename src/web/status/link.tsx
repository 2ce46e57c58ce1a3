import type { AnchorHTMLAttributes, Ref } from 'react'
import { useHref, useNavigate, type NavigateOptions, type To } from 'react-router-dom'
import { opensElsewhere } from '../ui/opens-elsewhere.ts'

interface LinkProps
  extends AnchorHTMLAttributes<HTMLAnchorElement>, Pick<NavigateOptions, 'replace' | 'state'> {
  to: To
  ref?: Ref<HTMLAnchorElement>
}

/** A link to another page of Roster. One to the page that is shown makes no step of the history. */
export function Link({ to, replace, state, onClick, children, ...rest }: LinkProps) {
  const href = useHref(to)
  const navigate = useNavigate()
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        onClick?.(event)
        if (event.defaultPrevented || opensElsewhere(event)) return
        event.preventDefault()
        const isHere = event.currentTarget.href === location.href
        void navigate(to, { replace: replace ?? isHere, state: state as unknown })
      }}
    >
      {children}
    </a>
  )
}
