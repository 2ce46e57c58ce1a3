import type { Language } from '../i18n/i18n.tsx'
import { Notice } from '../ui/notice.tsx'

const en = {
  waiting: 'Waiting for the sign-in from the page around',
  none: 'No sign-in has come from the page around',
  refused: 'The sign-in from the page around was not accepted',
  askedAgain: 'It is asked again every few seconds. Should this stay, tell whoever runs that page.',
  comeAgain: 'Open this page anew from where you came.',
}

const words: Record<Language, typeof en> = {
  en,
  'zh-CN': {
    waiting: '正在等待外层页面提供登录信息',
    none: '外层页面没有提供登录信息',
    refused: '外层页面提供的登录信息未被接受',
    askedAgain: '每隔几秒会再次请求。如果一直如此，请联系该页面的维护者。',
    comeAgain: '请从原来的页面重新打开。',
  },
}

interface TokenWaitProps {
  language: Language
  /** No token for a while, or one that the gateway refused, with its words. */
  trouble?: { refusal: string | null; isAskedAgain: boolean }
}

/** What stands in an embedded page as long as it has no session. */
export function TokenWait({ language, trouble }: TokenWaitProps) {
  const { waiting, none, refused, askedAgain, comeAgain } = words[language]
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
