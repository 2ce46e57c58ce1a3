import { createContext, use, useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { Button } from './button.tsx'
import styles from './toaster.module.css'

const SHOWN_MS = 12_000

const ToastContext = createContext<((text: string) => void) | null>(null)

/** Shows a line of text for a while, and reads it out. */
export function useToast(): (text: string) => void {
  const show = use(ToastContext)
  if (!show) throw new Error('useToast needs a Toaster above it')
  return show
}

interface Toast {
  key: number
  text: string
}

/** Where toasts appear: at the end of the page, above everything, oldest first. */
export function Toaster({ closeLabel, children }: { closeLabel: string; children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([])
  const nextKey = useRef(0)
  const show = useCallback((text: string) => {
    const key = nextKey.current++
    setToasts((shown) => [...shown, { key, text }])
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

function ToastLine({ toast: { key, text }, close, closeLabel }: ToastLineProps) {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => close(key), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [held, close, key])
  return (
    <div
      className={styles.toast}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{text}</span>
      <Button look="quiet" aria-label={closeLabel} onClick={() => close(key)}>
        ✕
      </Button>
    </div>
  )
}
