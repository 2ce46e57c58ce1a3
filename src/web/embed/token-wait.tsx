import type { Language } from '../i18n/i18n.tsx'
import { Notice } from '../ui/notice.tsx'
import { embedWords } from './words.ts'

interface TokenWaitProps {
  language: Language
  /** Set if no token came, or if the gateway refused it: then `refusal` is the gateway's text. */
  trouble?: { refusal: string | null; isAskedAgain: boolean }
}

/** The content of an embedded page that has no session yet. */
export function TokenWait({ language, trouble }: TokenWaitProps) {
  const { waiting, none, refused, askedAgain, comeAgain } = embedWords[language]
  return (
    <main id="content" lang={language} tabIndex={-1}>
      <title>Roster</title>
      <h1 className="visually-hidden">Roster</h1>
      {trouble ? (
        <Notice kind="problem" title={trouble.refusal === null ? none : refused}>
          <p>{trouble.isAskedAgain ? askedAgain : comeAgain}</p>
          {trouble.refusal && <p lang="en">{trouble.refusal}</p>}
        </Notice>
      ) : (
        <Notice kind="empty" title={waiting} />
      )}
    </main>
  )
}
