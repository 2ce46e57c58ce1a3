import type { AnchorHTMLAttributes, Ref } from 'react'
import { useHref, useNavigate, type NavigateOptions, type To } from 'react-router-dom'
import { opensElsewhere } from './browser/opens-elsewhere.ts'

interface LinkProps
  extends AnchorHTMLAttributes<HTMLAnchorElement>, Pick<NavigateOptions, 'replace' | 'state'> {
  to: To
  /** Begins to read what the page is going to show; a quick answer is shown in one go. */
  read?: () => Promise<unknown>
  ref?: Ref<HTMLAnchorElement>
}

/**
 * How long a click may wait for what the page is going to show, in ms: too short to be felt. A page that
 * is drawn without it first, and then with it, takes half as long again.
 */
const PATIENCE_MS = 80

/** A link to another page of Roster. One to the page that is shown makes no step of the history. */
export function Link({ to, read, replace, state, onClick, children, ...rest }: LinkProps) {
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
        const from = location.href
        const isHere = event.currentTarget.href === from
        const go = () => void navigate(to, { replace: replace ?? isHere, state: state as unknown })
        if (read === undefined) return go()
        const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
        // Meanwhile another click may have led elsewhere.
        void Promise.race([read(), patience]).then(() => location.href === from && go())
      }}
    >
      {children}
    </a>
  )
}
