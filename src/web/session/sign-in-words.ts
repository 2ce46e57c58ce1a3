import { wordsOf } from '../i18n/words-of.ts'

const en = {
  title: 'Sign in',
  again: 'Sign in again',
  what: 'With the ID and secret of an EMQX application. The gateway keeps them sealed, out of reach of this page.',
  demo: 'This is the demo: admin and public.',
  appId: 'Application ID',
  appSecret: 'Application secret',
  button: 'Sign in',
  waiting: 'Signing in…',
  cancel: 'Cancel',
  wrong: 'EMQX knows no such ID and secret.',
  unfit: 'An ID has no colon in it, and neither of the two is longer than 256 characters.',
  noRole: 'This application may not come in: it has no role here.',
  tooMany: (wait: string) => `Too many tries. Try again in ${wait}.`,
}

const zhCn: typeof en = {
  title: '登录',
  again: '重新登录',
  what: '使用 EMQX 应用的 ID 和密钥。它们由网关加密保存，本页面无法读取。',
  demo: '这是演示环境：admin 和 public。',
  appId: '应用 ID',
  appSecret: '应用密钥',
  button: '登录',
  waiting: '正在登录…',
  cancel: '取消',
  wrong: 'EMQX 中没有这样的 ID 和密钥。',
  unfit: 'ID 不能包含冒号，两者均不得超过 256 个字符。',
  noRole: '该应用在此没有角色，不能进入。',
  tooMany: (wait) => `尝试次数过多，请在 ${wait} 后重试。`,
}

export const useSignInWords = wordsOf({ en, 'zh-CN': zhCn })
