import { useEffect } from 'react'
import { useLocation, useNavigate } from 'react-router-dom'
import type { HostMessage } from '../../contract/embed-messages.ts'
import { clientIdOf } from '../../contract/paths.ts'
import { onKicked } from '../api/kicked.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { naturalHeight } from './natural-height.ts'
import type { Host } from './host.ts'

interface EmbedBridgeProps {
  host: Host
  /** Shows a theme without keeping it. */
  showTheme: (theme: Extract<HostMessage, { type: 'theme' }>['theme']) => void
}

/** Tells the host what happens here, and does what it asks for. */
export default function EmbedBridge({ host, showTheme }: EmbedBridgeProps) {
  const location = useLocation()
  const navigate = useNavigate()
  const { showLanguage } = useI18n()
  const { pathname, search } = location

  useEffect(() => {
    host.tell({ type: 'url', path: pathname + search })
  }, [host, pathname, search])

  const selected = clientIdOf({ pathname, search })
  useEffect(() => {
    if (selected !== null) host.tell({ type: 'selected', clientId: selected })
  }, [host, selected])

  useEffect(() => onKicked((clientId) => host.tell({ type: 'kicked', clientId })), [host])

  useEffect(
    () =>
      host.onMessage((message) => {
        if (message.type === 'navigate') void navigate(message.path)
        if (message.type === 'theme') showTheme(message.theme)
        if (message.type === 'language') void showLanguage(message.language).catch(() => {})
      }),
    [host, navigate, showTheme, showLanguage],
  )

  useEffect(() => {
    host.tell({ type: 'ready' })
    let last = 0
    const measure = () => {
      const height = naturalHeight()
      if (height === last) return
      last = height
      host.tell({ type: 'height', height })
    }
    // Rows, notices and pages come and go: whatever it is, the page is another height afterwards.
    let frame = 0
    const observer = new MutationObserver(() => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(measure)
    })
    observer.observe(document.body, { childList: true, subtree: true })
    measure()
    return () => {
      cancelAnimationFrame(frame)
      observer.disconnect()
    }
  }, [host])
  return null
}
