import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

/** What the list may load of JavaScript before it can show a row, gzipped, in bytes. */
const LIMIT = 155_000
const ASSETS = new URL('../../dist/web/assets/', import.meta.url)

/** Scripts of the list: the entry with what it imports, and the largest catalogue of texts. */
function initialScripts(): string[] {
  const html = readFileSync(new URL('../index.html', ASSETS), 'utf8')
  const named = [...html.matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g)].map(([, file]) => file)
  const catalogues = readdirSync(ASSETS).filter((file) => /^(en|zh-cn)-[^.]+\.js$/.test(file))
  const [largest] = catalogues.sort((a, b) => gzipped(b) - gzipped(a))
  if (named.length === 0 || largest === undefined) throw new Error('dist/web is not as expected')
  return [...named, largest].filter((file) => file !== undefined)
}

function gzipped(file: string): number {
  return gzipSync(readFileSync(new URL(file, ASSETS))).length
}

const sizes = initialScripts().map((file) => [file, gzipped(file)] as const)
const total = sizes.reduce((sum, [, size]) => sum + size, 0)
for (const [file, size] of sizes) console.log(`${String(size).padStart(8)}  ${file}`)
console.log(
  `${String(total).padStart(8)}  bytes of JavaScript for the list, gzipped; at most ${LIMIT}`,
)
if (total > LIMIT) process.exit(1)
