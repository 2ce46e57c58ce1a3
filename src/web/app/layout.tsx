import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'react-router-dom'
import { codeQuery } from '../api/code-query.ts'
import { CommandsProvider } from '../commands/commands.tsx'
import { I18nProvider, useI18n, type Catalogue } from '../i18n/i18n.tsx'
import { SessionProvider, useSession } from '../session/session.tsx'
import { focusContent } from '../ui/browser/focus-content.ts'
import { Toaster } from '../ui/toaster.tsx'
import { FailureBar } from './failure-bar.tsx'
import { Header } from './header.tsx'
import { OverviewStrip } from '../overview/strip.tsx'
import { Pages } from './routes.tsx'
import { SessionGate } from '../session/gate.tsx'
import type { Host } from '../embed/host.ts'

const embedBridgeCode = codeQuery(
  'embed-bridge',
  async () => (await import('../embed/bridge.tsx')).default,
)

interface FrameProps {
  /** The page that embeds this one, if one does. */
  host: Host | null
  /** True without header and skip link: the host has its own. */
  isBare: boolean
}

/** The frame of every page: header, session, texts, toasts and commands. */
export function Layout({ catalogue, ...frame }: { catalogue: Catalogue } & FrameProps) {
  return (
    <SessionProvider>
      <Localised catalogue={catalogue} {...frame} />
    </SessionProvider>
  )
}

function Localised({ catalogue, ...frame }: { catalogue: Catalogue } & FrameProps) {
  const { session } = useSession()
  return (
    <I18nProvider initial={catalogue} brokerTimeZone={session?.brokerTimeZone ?? null}>
      <Frame {...frame} />
    </I18nProvider>
  )
}

function Frame({ host, isBare }: FrameProps) {
  const { messages } = useI18n()
  const embedBridge = useQuery({ ...embedBridgeCode, enabled: host !== null })
  return (
    <Toaster closeLabel={messages.app.close}>
      <CommandsProvider>
        {host && embedBridge.data && <embedBridge.data host={host} />}
        {!isBare && (
          <a
            className="visually-hidden"
            href="#content"
            onClick={(event) => {
              // The default action would add an entry to the history, without the list to go back to.
              event.preventDefault()
              focusContent()
            }}
          >
            {messages.app.skipToContent}
          </a>
        )}
        {!isBare && <Header />}
        <FailureBar />
        <SessionGate>
          {!isBare && <Overview />}
          <Pages />
        </SessionGate>
      </CommandsProvider>
    </Toaster>
  )
}

/** The figures of the cluster belong to the list. */
function Overview() {
  return useLocation().pathname === '/clients' && <OverviewStrip />
}
