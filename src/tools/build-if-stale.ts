import { execSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'

const ROOT = new URL('../../', import.meta.url)
const BUILT = ['dist/web/index.html', 'dist/server/main.js']
const SOURCES = ['src', 'public', 'index.html', 'package-lock.json', 'vite.config.ts']

/** When a file, or the newest file of a folder, was changed, in Unix ms. 0 if there is none. */
function changedAt(path: string): number {
  const url = new URL(path, ROOT)
  const stats = statSync(url, { throwIfNoEntry: false })
  if (!stats?.isDirectory()) return stats?.mtimeMs ?? 0
  const inside = readdirSync(url).map((name) => changedAt(`${path}/${name}`))
  return Math.max(stats.mtimeMs, ...inside)
}

const builtAt = Math.min(...BUILT.map(changedAt))
if (builtAt < Math.max(...SOURCES.map(changedAt))) {
  console.log('Building Roster')
  execSync('npm run --silent build', { cwd: ROOT, stdio: 'inherit' })
}
