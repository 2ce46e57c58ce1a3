import type { Role } from '../../contract/session.ts'
import { wordsOf } from '../i18n/words-of.ts'
import { useSession } from './session.tsx'

const en = {
  roles: { viewer: 'viewer', operator: 'operator', maintainer: 'maintainer' } satisfies Words,
  readOnly: 'read-only',
  nobodyKicks: 'Nobody can kick here: Roster is read-only.',
  signInFirst: 'Sign in first.',
  viewersSee: 'As a viewer you can see everything, and kick nothing.',
  operatorsKickOne: 'As an operator you can kick one client at a time. Many take a maintainer.',
}
type Words = Record<Role, string>

const zhCn: typeof en = {
  roles: { viewer: '查看者', operator: '操作员', maintainer: '维护者' },
  readOnly: '只读',
  nobodyKicks: '此处无人可以踢除客户端：Roster 为只读。',
  signInFirst: '请先登录。',
  viewersSee: '查看者可以查看全部内容，但不能踢除客户端。',
  operatorsKickOne: '操作员一次只能踢除一个客户端，批量踢除需要维护者。',
}

/** Words for roles, and for why something cannot be done. */
export const usePermissionWords = wordsOf({ en, 'zh-CN': zhCn })

/** Why something cannot be done, in the reader's words; null where it can. The gateway enforces it. */
export interface Refusals {
  kick: string | null
  kickMany: string | null
}

/** What who looks at the page cannot do. */
export function useRefusals(): Refusals {
  const words = usePermissionWords()
  const { session } = useSession()
  const both = (reason: string | null) => ({ kick: reason, kickMany: reason })
  if (session === undefined) return both(null)
  if (session.readOnly) return both(words.nobodyKicks)
  if (session.role === null) return both(words.signInFirst)
  if (session.role === 'viewer') return both(words.viewersSee)
  return { kick: null, kickMany: session.role === 'operator' ? words.operatorsKickOne : null }
}
