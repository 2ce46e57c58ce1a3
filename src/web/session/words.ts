import type { Role } from '../../contract/session.ts'
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
  roles: { viewer: 'viewer', operator: 'operator', maintainer: 'maintainer' } satisfies Roles,
  readOnly: 'read-only',
  nobodyKicks: 'Nobody can kick here: Roster is read-only.',
  signInFirst: 'Sign in first.',
  viewersSee: 'As a viewer you can see everything, and kick nothing.',
  operatorsKickOne: 'As an operator you can kick one client at a time. Many take a maintainer.',
}
type Roles = Record<Role, string>

const zhCn: typeof en = {
  person: '已登录',
  signOut: '退出登录',
  ended: '登录已失效',
  endedAdvice: '当前内容会保留，但不再刷新。',
  endedAround: '需要外层页面重新提供登录信息，在此之前不再刷新。',
  again: '重新登录',
  notLetIn: '您未获准进入',
  notLetInAdvice: 'Roster 前的代理没有给出用户，或您所在的组在此都没有角色。',
  roles: { viewer: '查看者', operator: '操作员', maintainer: '维护者' },
  readOnly: '只读',
  nobodyKicks: '此处无人可以踢除客户端：Roster 为只读。',
  signInFirst: '请先登录。',
  viewersSee: '查看者可以查看全部内容，但不能踢除客户端。',
  operatorsKickOne: '操作员一次只能踢除一个客户端，批量踢除需要维护者。',
}

/** Texts about the session and its role. They are part of the first page. */
export const useSessionWords = wordsOf({ en, 'zh-CN': zhCn })
