// @ts-check
// Runs Roster out of `dist/`, which it builds first if the sources have changed.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { endWithShell } from './end-with-shell.js'
import { ROOT } from './project.js'

// In a process of its own, whose memory is free afterwards.
const build = fileURLToPath(new URL('build.js', import.meta.url))
const { status } = spawnSync(process.execPath, [build, '--if-stale'], { stdio: 'inherit' })
if (status !== 0) process.exit(status ?? 1)
endWithShell()
await import(new URL('dist/server/main.js', ROOT).href)
