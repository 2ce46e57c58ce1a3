import { useEffectEvent, useLayoutEffect, useRef, type ReactNode } from 'react'
import styles from './popover.module.css'

/** Room between a popover and its opener, and the edges of the window, in px. */
const GAP_PX = 4
const EDGE_PX = 8

interface PopoverProps {
  /** The button that has opened it, and that it stands beside. */
  opener: HTMLElement
  label: string
  /** `menu`: see `Menu`. */
  role?: 'dialog' | 'menu'
  className?: string | undefined
  /** Called when it has closed: by Escape, by a click elsewhere, or by its opener. */
  onClose: () => void
  children: ReactNode
}

/**
 * A small panel beside its opener, by the platform's own popover: open while it is mounted. The first
 * control in it gets the focus, or what has `data-autofocus`; the opener gets it back.
 */
export function Popover(props: PopoverProps) {
  const { opener, label, role = 'dialog', className = '', onClose, children } = props
  const ref = useRef<HTMLDivElement>(null)
  const close = useEffectEvent(onClose)

  useLayoutEffect(() => {
    const panel = ref.current!
    // With its opener as the source, a click on that does not close it and open it again.
    panel.showPopover({ source: opener })
    const place = () => placeBeside(opener, panel)
    place()
    panel.querySelector<HTMLElement>('[data-autofocus]')?.focus()
    if (!panel.contains(document.activeElement)) {
      panel.querySelector<HTMLElement>('button, input, select, textarea, a[href]')?.focus()
    }
    const onToggle = ({ newState }: ToggleEvent) => newState === 'closed' && close()
    panel.addEventListener('toggle', onToggle)
    const resized = new ResizeObserver(place)
    resized.observe(panel)
    addEventListener('resize', place)
    addEventListener('scroll', place, { capture: true, passive: true })
    return () => {
      const hadFocus = panel.contains(document.activeElement)
      panel.removeEventListener('toggle', onToggle)
      resized.disconnect()
      removeEventListener('resize', place)
      removeEventListener('scroll', place, { capture: true })
      panel.hidePopover()
      if (hadFocus) opener.focus()
    }
  }, [opener])

  return (
    <div
      ref={ref}
      popover="auto"
      className={`${styles.popover} ${className}`}
      role={role}
      aria-label={label}
    >
      {children}
    </div>
  )
}

/** Below the opener, or above it if there is more room; never outside the window. */
function placeBeside(opener: HTMLElement, panel: HTMLElement): void {
  const at = opener.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = panel
  const room = { width: document.documentElement.clientWidth, height: window.innerHeight }
  const isBelow = at.bottom + GAP_PX + height + EDGE_PX <= room.height || at.top < room.height / 2
  const top = isBelow ? at.bottom + GAP_PX : at.top - GAP_PX - height
  const left = at.left + width + EDGE_PX <= room.width ? at.left : at.right - width
  const within = (value: number, most: number) => Math.max(EDGE_PX, Math.min(value, most))
  panel.style.top = `${within(top, room.height - height - EDGE_PX)}px`
  panel.style.left = `${within(left, room.width - width - EDGE_PX)}px`
}
