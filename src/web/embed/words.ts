import type { Language } from '../i18n/i18n.tsx'

const en = {
  waiting: 'Waiting for the sign-in from the page around',
  none: 'No sign-in has come from the page around',
  refused: 'The sign-in from the page around was not accepted',
  askedAgain: 'It is asked again every few seconds. Should this stay, tell whoever runs that page.',
  comeAgain: 'Open this page anew from where you came.',
}

const zhCn: typeof en = {
  waiting: '正在等待外层页面提供登录信息',
  none: '外层页面没有提供登录信息',
  refused: '外层页面提供的登录信息未被接受',
  askedAgain: '每隔几秒会再次请求。如果一直如此，请联系该页面的维护者。',
  comeAgain: '请从原来的页面重新打开。',
}

/** Texts of an embedded page without a session. It has no provider of texts yet. */
export const embedWords: Record<Language, typeof en> = { en, 'zh-CN': zhCn }
