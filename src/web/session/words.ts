import { wordsOf } from '../i18n/words-of.ts'

const en = {
  person: 'Signed in',
  signOut: 'Sign out',
  ended: 'Your sign-in has ended',
  endedAdvice: 'What is shown stays, but it is not refreshed.',
  endedAround: 'The page around has to give another one. Until then nothing is refreshed.',
  again: 'Sign in again',
  notLetIn: 'You are not let in',
  notLetInAdvice: 'The proxy before Roster names no user, or none of your groups has a role here.',
}

const zhCn: typeof en = {
  person: '已登录',
  signOut: '退出登录',
  ended: '登录已失效',
  endedAdvice: '当前内容会保留，但不再刷新。',
  endedAround: '需要外层页面重新提供登录信息，在此之前不再刷新。',
  again: '重新登录',
  notLetIn: '您未获准进入',
  notLetInAdvice: 'Roster 前的代理没有给出用户，或您所在的组在此都没有角色。',
}

export const useSessionWords = wordsOf({ en, 'zh-CN': zhCn })
