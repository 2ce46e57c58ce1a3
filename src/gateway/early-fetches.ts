import { pageSubjectOf } from '../contract/page-subject.ts'
import { API_PREFIX, clientPath } from '../contract/paths.ts'
import { clientListPath } from '../contract/query.ts'

/**
 * What goes into the head of a page, as HTML, so that the browser fetches at once what the page
 * would ask for only when its scripts run: texts, session, clients. Browsers take an answer over
 * where URL, mode and headers are the very same, and would ask twice otherwise.
 * @param url path and query that the page was asked for, as they were sent, below the base path
 * @param languages the browser's `accept-language`
 * @param files paths of the built page's files
 * @param basePath path under which everything is served
 */
export function earlyFetches(
  url: string,
  languages: string,
  files: ReadonlySet<string>,
  basePath = '',
): string {
  const pathname = url.split('?', 1)[0] ?? ''
  const subject = pageSubjectOf({ pathname, search: url.slice(pathname.length) })
  const calls = ['/session']
  const scripts = [languageOf(languages)]
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

/** The name of a part that is loaded on its own, which stands before its hash. */
function scriptOf(path: string): string | undefined {
  return /^\/assets\/([\w-]+)-[\w-]{8}\.js$/.exec(path)?.[1]
}

/** A guess: the page knows what its reader has chosen, and where it is another one loads that too. */
function languageOf(languages: string): string {
  return /\b(en|zh)\b/i.exec(languages)?.[0].toLowerCase() === 'zh' ? 'zh-cn' : 'en'
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
