import { useEffect } from 'react'
import { useLocation, useNavigate } from 'react-router-dom'
import { clientIdOf } from '../../contract/paths.ts'
import { onKicked } from '../api/events.ts'
import { setForThisPage } from '../ui/browser/preference.ts'
import type { Host } from './host.ts'
import { watchHeight } from './watch-height.ts'

/** Tells the host what happens on the page, and does what the host asks for. Renders nothing. */
export default function EmbedBridge({ host }: { host: Host }) {
  const location = useLocation()
  const navigate = useNavigate()
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
        // Back is the host's: its own entry of the history would come after ours.
        if (message.type === 'navigate') void navigate(message.path, { replace: true })
        if (message.type === 'theme') setForThisPage('theme', message.theme)
        if (message.type === 'language') setForThisPage('language', message.language)
      }),
    [host, navigate],
  )

  useEffect(() => host.tell({ type: 'ready' }), [host])

  useEffect(() => watchHeight((height) => host.tell({ type: 'height', height })), [host])
  return null
}
