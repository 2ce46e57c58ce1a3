// @ts-check
// What a build starts from: the sources, the installed packages, and the folder of the project.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The folder of the project, with a slash at its end. */
export const ROOT = new URL('../../../', import.meta.url)

const SOURCES = [
  'src',
  'public',
  'index.html',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vite.config.ts',
]

/** Holds the {@link hashSources} that a build was made of. */
export const BUILT_FROM = 'built-from.txt'

/** A hash of names and contents of all that is built. */
export function hashSources() {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    for (const path of filesOf(source)) {
      const content = readFileSync(urlOf(path))
      hash.update(`${path}\n${content.length}\n`).update(content)
    }
  }
  return hash.digest('hex')
}

/** True if `dist/` was built from other sources, or not at all. */
export function isStale() {
  return read(`dist/${BUILT_FROM}`) !== hashSources()
}

/**
 * Why the installed packages do not fit, in one line that says what to do; null if they fit.
 * @param {boolean} toBuild whether the packages that only build Roster are needed too
 */
export function packageProblem(toBuild) {
  const manifest = readJson('package.json')
  const needed = { ...manifest.dependencies, ...(toBuild && manifest.devDependencies) }
  const install = `run \`npm ci${toBuild ? ' --include=dev' : ''}\` first`
  for (const [name, version] of Object.entries(needed)) {
    const found = readJson(`node_modules/${name}/package.json`)?.version
    if (found === undefined) return `the package ${name} is not installed: ${install}`
    if (found !== version) {
      return `the package ${name} is installed as ${found}, not ${version}: ${install}`
    }
  }
  if (!toBuild) return null
  // npm's own note of what it installed. Other package managers write none.
  const installed = readJson('node_modules/.package-lock.json')?.packages ?? {}
  const locked = readJson('package-lock.json')?.packages ?? {}
  const old = Object.keys(installed).find(
    (path) => path in locked && locked[path].version !== installed[path].version,
  )
  return old === undefined ? null : `${old} is not as in package-lock.json: ${install}`
}

/** Why Vite cannot build in this folder, in one line; null if it can. */
export function folderProblem() {
  const folder = fileURLToPath(ROOT)
  return /[#?*]/.test(folder)
    ? `Roster cannot be built in a folder with #, ? or * in its path: move it out of ${folder}`
    : null
}

/**
 * The files below a path, or the path of a file itself; none if it is missing. With slashes, in a fixed order.
 * @param {string} path
 * @returns {string[]}
 */
function filesOf(path) {
  const stats = statSync(urlOf(path), { throwIfNoEntry: false })
  if (stats === undefined) return []
  if (!stats.isDirectory()) return [path]
  return readdirSync(urlOf(path))
    .sort()
    .flatMap((name) => filesOf(`${path}/${name}`))
}

/**
 * A file's text; null if it is missing.
 * @param {string} path
 */
function read(path) {
  return existsSync(urlOf(path)) ? readFileSync(urlOf(path), 'utf8') : null
}

/** @param {string} path */
function readJson(path) {
  const text = read(path)
  return text === null ? null : JSON.parse(text)
}

/** @param {string} path */
function urlOf(path) {
  return new URL(path.split('/').map(encodeURIComponent).join('/'), ROOT)
}
