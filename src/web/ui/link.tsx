import type { AnchorHTMLAttributes, Ref } from 'react'
import { useHref, useNavigate, type NavigateOptions, type To } from 'react-router-dom'
import { opensElsewhere } from './browser/opens-elsewhere.ts'

interface LinkProps
  extends AnchorHTMLAttributes<HTMLAnchorElement>, Pick<NavigateOptions, 'replace' | 'state'> {
  to: To
  /** Starts to read the next page's data, before the page opens. */
  read?: () => Promise<unknown>
  ref?: Ref<HTMLAnchorElement>
}

/**
 * How long a click waits for the next page's data, in ms. The reader does not notice so short a wait,
 * and a page that is drawn twice, without the data and with it, takes half as long again.
 */
const PATIENCE_MS = 80

/** A link to a page of Roster. A link to the current page adds no entry to the history. */
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
        // In the meantime another click may have opened another page.
        void Promise.race([read(), patience]).then(() => location.href === from && go())
      }}
    >
      {children}
    </a>
  )
}
