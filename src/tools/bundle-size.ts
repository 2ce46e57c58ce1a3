import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

/** The most JavaScript that the list may load before it shows a row, gzipped, in bytes. */
const LIST_LIMIT = 140_000
/** The most JavaScript that the client page may load to draw charts, gzipped, in bytes. */
const CHARTS_LIMIT = 25_000
/** A class name of the charts' library. Minified code contains it too. */
const CHARTS_MARK = 'u-cursor-pt'
const ASSETS = new URL('../../dist/web/assets/', import.meta.url)

const read = (file: string) => readFileSync(new URL(file, ASSETS), 'utf8')

/** Scripts of the list: the entry with what it imports, and the largest catalogue of texts. */
function initialScripts(): string[] {
  const html = read('../index.html')
  const named = [...html.matchAll(/(?:src|href)="\.\/assets\/([^"]+\.js)"/g)].map(
    ([, file]) => file,
  )
  const catalogues = readdirSync(ASSETS).filter((file) => /^(en|zh-cn)-[^.]+\.js$/.test(file))
  const [largest] = catalogues.sort((a, b) => gzipped(b) - gzipped(a))
  if (named.length === 0 || largest === undefined) throw new Error('dist/web is not as expected')
  return [...named, largest].filter((file) => file !== undefined)
}

/** The one script with the charts' library, and what it imports that the client page has not loaded. */
function chartScripts(initial: readonly string[]): Set<string> {
  const scripts = readdirSync(ASSETS).filter((file) => file.endsWith('.js'))
  const drawing = scripts.filter((file) => read(file).includes(CHARTS_MARK))
  const clientPage = scripts.filter((file) => file.startsWith('client-page-'))
  const loaded = withImports(clientPage, new Set(initial))
  if (drawing.length !== 1 || drawing.some((file) => loaded.has(file))) {
    throw new Error(
      `the charts are to be in one script of their own, not in: ${drawing.join(', ')}`,
    )
  }
  const all = withImports(drawing, loaded)
  return new Set([...all].filter((file) => !loaded.has(file)))
}

/** What is loaded after some scripts and all that they import have joined what was loaded before. */
function withImports(scripts: readonly string[], loaded: ReadonlySet<string>): Set<string> {
  const found = new Set([...loaded, ...scripts])
  for (const file of found) {
    for (const [, name = ''] of read(file).matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+)/g)) {
      found.add(name)
    }
  }
  return found
}

function gzipped(file: string): number {
  return gzipSync(readFileSync(new URL(file, ASSETS))).length
}

/** Prints the size of scripts. If their sum is over the limit, the program fails. */
function weigh(purpose: string, files: Iterable<string>, limit: number): void {
  const sizes = [...files].map((file) => [file, gzipped(file)] as const)
  const total = sizes.reduce((sum, [, size]) => sum + size, 0)
  for (const [file, size] of sizes) console.log(`${String(size).padStart(8)}  ${file}`)
  console.log(
    `${String(total).padStart(8)}  bytes of JavaScript for ${purpose}, gzipped; at most ${limit}`,
  )
  if (total > limit) process.exitCode = 1
}

const initial = initialScripts()
weigh('the list', initial, LIST_LIMIT)
weigh('charts', chartScripts(initial), CHARTS_LIMIT)
