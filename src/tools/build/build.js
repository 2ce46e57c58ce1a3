// @ts-check
// Builds page and gateway into `dist/`. With `--if-stale` it does so only if the sources have changed.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { BUILT_FROM, folderProblem, hashSources, isStale, packageProblem, ROOT } from './project.js'

const root = fileURLToPath(ROOT)

const ifStale = process.argv.includes('--if-stale')
const mustBuild = !ifStale || isStale()
const problem = (mustBuild && folderProblem()) || packageProblem(mustBuild)
if (problem) fail(problem)
if (mustBuild) await build()

async function build() {
  if (ifStale) console.error('Building Roster')
  // Whatever it is outside: React would be built for development.
  process.env.NODE_ENV = 'production'
  const hash = hashSources()
  // Beside `dist/`, so that what runs there keeps its files, and a failed build takes nothing away.
  const folder = join(root, `dist.${process.pid}`)
  mkdirSync(folder, { recursive: true })
  const discard = () => rmSync(folder, { recursive: true, force: true })
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      discard()
      process.exit(1)
    })
  }
  const emptyOutDir = true
  try {
    const vite = await import('vite')
    /** @type {import('vite').InlineConfig} */
    const options = {
      root,
      mode: 'production',
      // A file of settings for the gateway is none for the build.
      envDir: false,
      logLevel: 'warn',
      // An error is thrown too.
      customLogger: { ...vite.createLogger('warn'), error() {} },
    }
    await vite.build({ ...options, build: { outDir: join(folder, 'web'), emptyOutDir } })
    const ssr = 'src/gateway/main.ts'
    await vite.build({ ...options, build: { outDir: join(folder, 'server'), emptyOutDir, ssr } })
    writeFileSync(join(folder, BUILT_FROM), hash)
    replaceBuild(folder)
  } catch (error) {
    discard()
    fail(`the build failed: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/**
 * Puts a whole build in the place of the one before, which was there until now.
 * @param {string} folder
 */
function replaceBuild(folder) {
  const dist = join(root, 'dist')
  const old = `${folder}.old`
  if (existsSync(dist)) renameSync(dist, old)
  renameSync(folder, dist)
  rmSync(old, { recursive: true, force: true })
}

/**
 * Ends the program with its reason.
 * @param {string} reason
 */
function fail(reason) {
  const text = `roster: ${reason}`
  console.error(process.stderr.isTTY ? text : stripVTControlCharacters(text))
  process.exit(1)
}
