import type { IncomingHttpHeaders } from 'node:http'
import type { Look } from '../contract/ahead.ts'
import { readPageParam, type PageParam } from '../contract/page-params.ts'
import { readCookie } from './session-cookie.ts'

/**
 * How a reader wants the page: as its address says, else as was chosen in this browser, of which the
 * page keeps a cookie for each choice, else, for the language, as the browser says. A guess: the page
 * itself knows better.
 * @param url path and query that the page was asked for
 */
export function lookOf(url: string, headers: IncomingHttpHeaders): Look {
  const asked = new URLSearchParams(url.slice(url.split('?', 1)[0]?.length))
  const choice = (name: string) => decoded(readCookie(headers, `roster.${name}`) ?? '')
  const read = <P extends PageParam>(param: P, name: string) =>
    readPageParam(asked, param) ??
    readPageParam(new URLSearchParams({ [param]: choice(name) }), param)
  return {
    language: read('lang', 'language') ?? languageOf(headers['accept-language'] ?? ''),
    theme: read('theme', 'theme') ?? 'system',
    density: read('density', 'density') ?? 'comfortable',
    columns: choice('columns'),
  }
}

function languageOf(languages: string): Look['language'] {
  return /\b(en|zh)\b/i.exec(languages)?.[0].toLowerCase() === 'zh' ? 'zh-CN' : 'en'
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
