import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { clientFilters } from '../contract/query.ts'

const root = new URL('../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const isThere = (path: string) => existsSync(new URL(path, root))

const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(new URL('docs/', root), { encoding: 'utf8', recursive: true })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

/** The page without its blocks of code, in which nothing is a link. */
const prose = (page: string) => read(page).replaceAll(/^```[^]*?^```/gm, '')

/** The anchors that GitHub gives to a page's headings. */
function anchorsOf(page: string): Set<string> {
  const seen = new Map<string, number>()
  const anchors = [...prose(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => {
    const name = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-')
    const count = seen.get(name) ?? 0
    seen.set(name, count + 1)
    return count === 0 ? name : `${name}-${count}`
  })
  return new Set(anchors)
}

/** Where a relative link of a page leads, and the anchor there. */
function targetOf(page: string, link: string): { path: string; anchor: string } {
  const [file = '', anchor = ''] = decodeURI(link).split('#')
  const from = new URL(page, root)
  const to = file === '' ? from : new URL(file, from)
  return { path: decodeURI(to.pathname.slice(root.pathname.length)), anchor }
}

function linksOf(page: string): string[] {
  const links = [...prose(page).matchAll(/\]\(<?([^()\s>]+)>?\)/g)].map(([, link = '']) => link)
  return links.filter((link) => !/^[a-z]+:/.test(link))
}

const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }

describe.each(pages)('%s', (page) => {
  it('names only scripts that exist', () => {
    const named = [...read(page).matchAll(/npm run (?:--silent )?([\w:-]+)/g)]
    expect(named.map(([, name = '']) => name).filter((name) => !(name in scripts))).toEqual([])
  })

  it('has links only to files and headings that exist', () => {
    const broken = linksOf(page).filter((link) => {
      const { path, anchor } = targetOf(page, link)
      if (!isThere(path)) return true
      return anchor !== '' && !anchorsOf(path).has(anchor)
    })
    expect(broken).toEqual([])
  })

  it('names only files and folders that exist', () => {
    const paths = [...prose(page).matchAll(/`((?:src|e2e|docs|deploy|public)\/[^`\s]*)`/g)]
    expect(paths.map(([, path = '']) => path).filter((path) => !isThere(path))).toEqual([])
  })

  it('names only functions that are in the file it names', () => {
    const named = [...prose(page).matchAll(/`(\w+)` in `((?:src|e2e)\/[^`]+\.tsx?)`/g)]
    const missing = named.filter(([, name = '', path = '']) => {
      return !isThere(path) || !new RegExp(`\\b${name}\\b`).test(read(path))
    })
    expect(missing.map(([text]) => text)).toEqual([])
  })
})

it('the README says all in 150 lines at most', () => {
  for (const page of ['README.md', 'README.zh-CN.md']) {
    expect([page, read(page).split('\n').length <= 150]).toEqual([page, true])
  }
})

it('the README in Chinese shows the same commands and leads to the same pages', () => {
  const shown = (page: string) => [...read(page).matchAll(/^```[^]*?^```/gm)].map(([text]) => text)
  expect(shown('README.zh-CN.md')).toEqual(shown('README.md'))
  const others = (page: string) => linksOf(page).filter((link) => !link.startsWith('README'))
  expect(others('README.zh-CN.md')).toEqual(others('README.md'))
})

it('the page of the gateway’s API names each filter', () => {
  const page = read('docs/gateway-api.md')
  const missing = Object.keys(clientFilters).filter((name) => !page.includes(`\`${name}\``))
  expect(missing).toEqual([])
})
