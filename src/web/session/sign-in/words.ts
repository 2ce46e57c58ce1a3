import { wordsOf } from '../../i18n/words-of.ts'

const en = {
  title: 'Sign in',
  again: 'Sign in again',
  what: {
    application: 'With the ID and secret of an EMQX application.',
    dashboard: 'With the user name and password of EMQX’s dashboard.',
    either:
      'With the ID and secret of an EMQX application. If Roster asks EMQX’s dashboard: with its user name and password.',
  },
  kept: 'The gateway keeps them sealed, out of reach of this page.',
  demo: 'This is the demo: admin and public.',
  application: {
    id: 'Application ID',
    secret: 'Application secret',
    wrong: 'EMQX knows no such ID and secret.',
    noRole: 'This application may not come in: it has no role here.',
  },
  dashboard: {
    id: 'User name',
    secret: 'Password',
    wrong: 'EMQX’s dashboard knows no such user name and password.',
    noRole: 'This user may not come in: it has no role here.',
  },
  button: 'Sign in',
  waiting: 'Signing in…',
  cancel: 'Cancel',
  unfit: 'The first has no colon in it, and neither of the two is longer than 256 characters.',
  tooMany: (wait: string) => `Too many tries. Try again in ${wait}.`,
}

const zhCn: typeof en = {
  title: '登录',
  again: '重新登录',
  what: {
    application: '使用 EMQX 应用的 ID 和密钥。',
    dashboard: '使用 EMQX Dashboard 的用户名和密码。',
    either: '使用 EMQX 应用的 ID 和密钥。若 Roster 连接的是 EMQX Dashboard，请使用其用户名和密码。',
  },
  kept: '它们由网关加密保存，本页面无法读取。',
  demo: '这是演示环境：admin 和 public。',
  application: {
    id: '应用 ID',
    secret: '应用密钥',
    wrong: 'EMQX 中没有这样的 ID 和密钥。',
    noRole: '该应用在此没有角色，不能进入。',
  },
  dashboard: {
    id: '用户名',
    secret: '密码',
    wrong: 'EMQX Dashboard 中没有这样的用户名和密码。',
    noRole: '该用户在此没有角色，不能进入。',
  },
  button: '登录',
  waiting: '正在登录…',
  cancel: '取消',
  unfit: '前者不能包含冒号，两者均不得超过 256 个字符。',
  tooMany: (wait) => `尝试次数过多，请在 ${wait} 后重试。`,
}

/** Texts of the sign-in. */
export const useSignInWords = wordsOf({ en, 'zh-CN': zhCn })
