import { pageSubjectOf } from '../contract/page-subject.ts'
import { API_PREFIX, clientPath } from '../contract/paths.ts'
import { clientListPath } from '../contract/query.ts'

/**
 * What makes the browser fetch at once, as HTML, what the page would ask for only when its scripts
 * run: the session, and what its address is about. Browsers take an answer over where URL, mode and
 * headers are the very same, and would ask twice otherwise.
 * @param url path and query that the page was asked for, as they were sent, below the base path
 * @param basePath path under which everything is served
 */
export function earlyCalls(url: string, basePath = ''): string {
  const subject = subjectOf(url)
  const calls = ['/session']
  if (subject && 'query' in subject) calls.push(API_PREFIX + clientListPath(subject.query))
  else if (subject) calls.push(API_PREFIX + clientPath(subject.clientId))
  return calls
    .map(
      (path) =>
        `<link rel="preload" as="fetch" crossorigin="anonymous" href="${escapeHtml(basePath + path)}">`,
    )
    .join('')
}

/**
 * What makes the browser load the scripts that only such an address, or such a reader needs.
 * @param url as for {@link earlyCalls}
 * @param language of the reader: a guess, and where it is another one the page loads that too
 * @param files paths of the built page's files
 */
export function earlyScripts(
  url: string,
  language: string,
  files: ReadonlySet<string>,
  basePath = '',
): string {
  const subject = subjectOf(url)
  const names = [language.toLowerCase()]
  if (subject && 'clientId' in subject) names.push('client-page')
  return names
    .map((name) => [...files].find((path) => scriptOf(path) === name))
    .filter((path) => path !== undefined)
    .map((path) => `<link rel="modulepreload" crossorigin href="${basePath}${path}">`)
    .join('')
}

function subjectOf(url: string) {
  const pathname = url.split('?', 1)[0] ?? ''
  return pageSubjectOf({ pathname, search: url.slice(pathname.length) })
}

/** The name of a part that is loaded on its own, which stands before its hash. */
function scriptOf(path: string): string | undefined {
  return /^\/assets\/([\w-]+)-[\w-]{8}\.js$/.exec(path)?.[1]
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
