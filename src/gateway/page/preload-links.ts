import { readPageParam, type pageParams } from '../../contract/page-params.ts'
import { pageSubjectOf } from '../../contract/page-subject.ts'
import { API_PREFIX, clientPath } from '../../contract/paths.ts'
import { clientListPath } from '../../contract/query.ts'

type Language = (typeof pageParams)['lang'][number]

/**
 * Links for the head of a page, as HTML: the browser then fetches at once what the page would ask for
 * only when its scripts run. Browsers take an answer over if URL, mode and headers are the very same,
 * and would ask twice otherwise.
 * @param url path and query that the page was asked for, as they were sent, below the base path
 * @param language of the reader: a guess; if it is another one, the page loads that too
 * @param files paths of the built page's files
 * @param basePath path under which everything is served
 */
export function earlyFetches(
  url: string,
  language: Language,
  files: ReadonlySet<string>,
  basePath = '',
): string {
  const pathname = pathOf(url)
  const subject = pageSubjectOf({ pathname, search: url.slice(pathname.length) })
  const calls = ['/session']
  const scripts = [language.toLowerCase()]
  if (subject && 'query' in subject) {
    calls.push(API_PREFIX + clientListPath(subject.query))
  } else if (subject) {
    calls.push(API_PREFIX + clientPath(subject.clientId))
    scripts.push('client-page')
  }
  const links = [
    ...calls.map(
      (path) =>
        `<link rel="preload" as="fetch" crossorigin="anonymous" href="${escapeHtml(basePath + path)}">`,
    ),
    ...scripts
      .map((name) => [...files].find((path) => scriptOf(path) === name))
      .filter((path) => path !== undefined)
      .map((path) => `<link rel="modulepreload" crossorigin href="${basePath}${path}">`),
  ]
  return links.join('')
}

/**
 * The language of a reader: as the address says, else as the browser says. The page itself knows
 * better: one may have been chosen in this browser.
 * @param accepted the browser's `accept-language`
 */
export function guessLanguage(url: string, accepted = ''): Language {
  const asked = readPageParam(new URLSearchParams(url.slice(pathOf(url).length)), 'lang')
  if (asked !== null) return asked
  return /\b(en|zh)\b/i.exec(accepted)?.[0].toLowerCase() === 'zh' ? 'zh-CN' : 'en'
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? ''
}

/** The name of a part that is loaded on its own, which stands before its hash. */
function scriptOf(path: string): string | undefined {
  return /^\/assets\/([\w-]+)-[\w-]{8}\.js$/.exec(path)?.[1]
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
