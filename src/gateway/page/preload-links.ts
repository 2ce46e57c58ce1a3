// What the gateway adds to the page for a given address: links to preload, and a language.
import { readPageParam, type pageParams } from '../../contract/page-params.ts'
import { pageSubjectOf } from '../../contract/page-subject.ts'
import { API_PREFIX, clientPath } from '../../contract/paths.ts'
import { clientListPath } from '../../contract/query.ts'

type Language = (typeof pageParams)['lang'][number]

/**
 * Links for the head of the page, as HTML. With them the browser fetches at once what the page would ask
 * for only after its scripts run. The browser uses such an answer only if URL, mode and headers are exactly
 * the same; otherwise it asks twice.
 * @param url path and query of the page as they were sent, below the base path
 * @param language a guess; if it is wrong, the page loads the right one too
 * @param files paths of the built page's files
 * @param basePath path under which Roster is served
 */
export function preloadLinks(
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
    scripts.push('client-page', 'shared')
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
 * The language of the reader: from the address, or else from the browser. It is a guess: the page may have
 * another one stored in the browser.
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

/** The name of a lazy script, without its hash. */
function scriptOf(path: string): string | undefined {
  return /^\/assets\/([\w-]+)-[\w-]{8}\.js$/.exec(path)?.[1]
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
