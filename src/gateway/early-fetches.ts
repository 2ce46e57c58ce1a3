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
  const catalogue = [...files].find((path) => catalogueNames[languageOf(languages)].test(path))
  const links = ['/session', ...callsOf(url)].map(
    (path) =>
      `<link rel="preload" as="fetch" crossorigin="anonymous" href="${escapeHtml(basePath + path)}">`,
  )
  if (catalogue) {
    links.push(`<link rel="modulepreload" crossorigin href="${basePath}${catalogue}">`)
  }
  return links.join('')
}

function callsOf(url: string): string[] {
  const pathname = url.split('?', 1)[0] ?? ''
  const subject = pageSubjectOf({ pathname, search: url.slice(pathname.length) })
  if (subject === null) return []
  const path = 'query' in subject ? clientListPath(subject.query) : clientPath(subject.clientId)
  return [API_PREFIX + path]
}

const catalogueNames = {
  en: /^\/assets\/en-[\w-]{8}\.js$/,
  zh: /^\/assets\/zh-cn-[\w-]{8}\.js$/,
}

/** A guess: the page knows what its reader has chosen, and where it is another one loads that too. */
function languageOf(languages: string): 'en' | 'zh' {
  return /\b(en|zh)\b/i.exec(languages)?.[0].toLowerCase() === 'zh' ? 'zh' : 'en'
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
