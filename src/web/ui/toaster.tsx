// Short messages at the top of the page.
import { createContext, use, useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { Button } from './button.tsx'
import styles from './toaster.module.css'

/** How long a toast is shown, and one that says no more than that something is done. */
const SHOWN_MS = 12_000
const DONE_MS = 3_000

interface ToastOptions {
  sticky?: boolean
  /** It says only that what the reader asked for is done. */
  isDone?: boolean
  /** A button that does something, and closes the toast. */
  action?: { label: string; run: () => void }
}

/**
 * Shows a text for 12 s, or 3 s if `isDone`, and announces it to screen readers. A sticky text stays until it
 * is replaced or closed. If the same text is shown already, that toast counts up.
 * @returns replaces the text, for 12 s; does nothing if the toast is closed
 */
export type ShowToast = (text: string, options?: ToastOptions) => (next: string) => void

const ToastContext = createContext<ShowToast | null>(null)

/** Returns a {@link ShowToast} function. */
export function useToast(): ShowToast {
  const show = use(ToastContext)
  if (!show) throw new Error('useToast needs a Toaster above it')
  return show
}

interface Toast extends ToastOptions {
  key: number
  text: string
  count: number
}

/** Shows the toasts of its children above the page, oldest first. */
export function Toaster({ closeLabel, children }: { closeLabel: string; children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([])
  const nextKey = useRef(0)
  const show = useCallback<ShowToast>((text, options) => {
    const key = nextKey.current++
    setToasts((shown) => {
      // A sticky toast has a text of its own to come.
      const isSame = (toast: Toast) => toast.text === text && !toast.sticky && !options?.sticky
      const count = (shown.find(isSame)?.count ?? 0) + 1
      return [...shown.filter((toast) => !isSame(toast)), { ...options, key, text, count }]
    })
    return (next) =>
      setToasts((shown) =>
        shown.map((toast) => (toast.key === key ? { key, text: next, count: 1 } : toast)),
      )
  }, [])
  const close = useCallback((key: number) => {
    setToasts((shown) => shown.filter((toast) => toast.key !== key))
  }, [])
  return (
    <ToastContext value={show}>
      {children}
      <div className={styles.toaster} role="status">
        {toasts.map((toast) => (
          <ToastLine key={toast.key} toast={toast} close={close} closeLabel={closeLabel} />
        ))}
      </div>
    </ToastContext>
  )
}

interface ToastLineProps {
  toast: Toast
  close: (key: number) => void
  closeLabel: string
}

function ToastLine({ toast, close, closeLabel }: ToastLineProps) {
  const { key, text, count, sticky, isDone, action } = toast
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held || sticky) return
    const timer = setTimeout(() => close(key), isDone ? DONE_MS : SHOWN_MS)
    return () => clearTimeout(timer)
  }, [held, sticky, isDone, close, key])
  return (
    <div
      className={styles.toast}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{count > 1 ? `${text} (${count}×)` : text}</span>
      {action && (
        <Button
          onClick={() => {
            action.run()
            close(key)
          }}
        >
          {action.label}
        </Button>
      )}
      <Button variant="quiet" aria-label={closeLabel} onClick={() => close(key)}>
        ✕
      </Button>
    </div>
  )
}
