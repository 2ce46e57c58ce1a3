import { useEffect } from 'react'
import { useLocation, useNavigate } from 'react-router-dom'
import type { HostMessage } from '../../contract/embed-messages.ts'
import { clientIdOf } from '../../contract/paths.ts'
import { loadCode } from '../api/code-query.ts'
import { onKicked } from '../api/events.ts'
import { useI18n } from '../i18n/i18n.tsx'
import type { Host } from './host.ts'
import { watchHeight } from './watch-height.ts'

interface EmbedBridgeProps {
  host: Host
  /** Shows a theme without keeping it. */
  showTheme: (theme: Extract<HostMessage, { type: 'theme' }>['theme']) => void
}

/** Tells the host what happens on the page, and does what the host asks for. Renders nothing. */
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
        if (message.type === 'language') {
          void loadCode(() => showLanguage(message.language)).catch(() => {})
        }
      }),
    [host, navigate, showTheme, showLanguage],
  )

  useEffect(() => host.tell({ type: 'ready' }), [host])

  useEffect(() => watchHeight((height) => host.tell({ type: 'height', height })), [host])
  return null
}
