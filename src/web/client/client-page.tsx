import { useLocation } from 'react-router-dom'
import { clientIdOf } from '../../contract/paths.ts'
import { NoPage } from '../feedback/no-page.tsx'
import { ClientView } from './client-view.tsx'
import { useClientWords } from './words.ts'

/** The page of the client that the address names. */
export default function ClientPage() {
  const words = useClientWords()
  const clientId = clientIdOf(useLocation())
  if (clientId === null) return <NoPage title={words.badLink}>{words.badLinkAdvice}</NoPage>
  return <ClientView key={clientId} clientId={clientId} />
}
