import { wordsOf } from '../../i18n/words-of.ts'

const en = {
  title: 'Sign in',
  again: 'Sign in again',
  what: {
    application: 'Use the ID and secret of an EMQX application.',
    dashboard: 'Use the user name and password of EMQX’s dashboard.',
    either:
      'Use the ID and secret of an EMQX application. If Roster asks EMQX’s dashboard, use its user name and password.',
  },
  kept: 'The gateway keeps them encrypted; this page cannot read them.',
  demo: 'For this demo: admin and public.',
  betweenSentences: ' ',
  application: {
    id: 'Application ID',
    secret: 'Application secret',
    wrong: 'Wrong ID or secret.',
    noRole: 'This application has no role here.',
  },
  dashboard: {
    id: 'User name',
    secret: 'Password',
    wrong: 'Wrong user name or password.',
    noRole: 'This user has no role here.',
  },
  button: 'Sign in',
  waiting: 'Signing in…',
  cancel: 'Cancel',
  unfit: 'The first must not contain a colon, and neither may be longer than 256 characters.',
  tooMany: (wait: string) => `Too many attempts. Try again in ${wait}.`,
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
  betweenSentences: '',
  application: {
    id: '应用 ID',
    secret: '应用密钥',
    wrong: 'ID 或密钥错误。',
    noRole: '该应用在此没有角色。',
  },
  dashboard: {
    id: '用户名',
    secret: '密码',
    wrong: '用户名或密码错误。',
    noRole: '该用户在此没有角色。',
  },
  button: '登录',
  waiting: '正在登录…',
  cancel: '取消',
  unfit: '前者不能包含冒号，两者均不得超过 256 个字符。',
  tooMany: (wait) => `尝试次数过多，请在 ${wait} 后重试。`,
}

/** Texts of the sign-in. */
export const useSignInWords = wordsOf({ en, 'zh-CN': zhCn })
