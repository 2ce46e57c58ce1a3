// Short messages at the end of the page.
import { createContext, use, useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { Button } from './button.tsx'
import styles from './toaster.module.css'

const SHOWN_MS = 12_000

/**
 * Shows a text for 12 s and announces it to screen readers. A sticky text stays until it is
 * replaced or closed.
 * @returns replaces the text, for 12 s; does nothing if the toast is closed
 */
type ShowToast = (text: string, options?: { sticky?: boolean }) => (next: string) => void

const ToastContext = createContext<ShowToast | null>(null)

/** Returns a {@link ShowToast} function. */
export function useToast(): ShowToast {
  const show = use(ToastContext)
  if (!show) throw new Error('useToast needs a Toaster above it')
  return show
}

interface Toast {
  key: number
  text: string
  sticky: boolean
}

/** Shows the toasts of its children above the page, oldest first. */
export function Toaster({ closeLabel, children }: { closeLabel: string; children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([])
  const nextKey = useRef(0)
  const show = useCallback<ShowToast>((text, { sticky = false } = {}) => {
    const key = nextKey.current++
    setToasts((shown) => [...shown, { key, text, sticky }])
    return (next) =>
      setToasts((shown) =>
        shown.map((toast) => (toast.key === key ? { key, text: next, sticky: false } : toast)),
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

function ToastLine({ toast: { key, text, sticky }, close, closeLabel }: ToastLineProps) {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held || sticky) return
    const timer = setTimeout(() => close(key), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [held, sticky, close, key])
  return (
    <div
      className={styles.toast}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{text}</span>
      <Button variant="quiet" aria-label={closeLabel} onClick={() => close(key)}>
        ✕
      </Button>
    </div>
  )
}
