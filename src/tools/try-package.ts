import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { npmCommand } from './npm.ts'

const ROOT = new URL('../../', import.meta.url)
const isWindows = process.platform === 'win32'
const [npm, ...npmArgs] = npmCommand()

/**
 * Packs the build, installs the package into an empty folder without network, runs it as
 * `npx roster`, and asks for its health and its page.
 * @throws {Error} if a step fails or an answer is not the expected one
 */
async function tryPackage(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'roster-package-'))
  try {
    const quiet = ['--ignore-scripts', '--loglevel=error']
    run(ROOT, ['pack', '--json', `--pack-destination=${folder}`, ...quiet])
    run(folder, ['install', '--offline', '--no-audit', '--no-fund', ...quiet, './roster-0.2.0.tgz'])
    await tryProgram(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function run(cwd: URL | string, args: string[]): void {
  execFileSync(npm, [...npmArgs, ...args], { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
}

async function tryProgram(cwd: string): Promise<void> {
  const { PATH, HOME, SYSTEMROOT } = process.env
  const settings = { PORT: '0', DEMO_MQTT_PORT: '0', DEMO_CLIENTS: '2', ROSTER_BASE_PATH: '/a/b' }
  const program = spawn(npm, [...npmArgs, 'exec', '--offline', 'roster'], {
    cwd,
    env: { PATH, HOME, SYSTEMROOT, ...settings },
    stdio: ['ignore', 'inherit', 'pipe'],
    detached: !isWindows,
  })
  const exit = once(program, 'exit')
  try {
    const address = await Promise.race([addressIn(program.stderr), exit.then(() => null)])
    if (address === null) throw new Error('it ended before it said where it is')
    for (const [path, expected] of [
      ['/healthz', '{"code":0}'],
      ['/readyz', '{"code":0}'],
      ['/clients', '<div id="root">'],
    ] as const) {
      const answer = await fetch(address + path)
      const body = await answer.text()
      if (!answer.ok || !body.includes(expected))
        throw new Error(`${path}: ${answer.status} ${body}`)
    }
    console.log(`roster ran out of its package, at ${address}`)
  } finally {
    // With the processes that npx started.
    if (program.pid !== undefined && program.exitCode === null) endTree(program.pid)
    await exit
  }
}

/** Ends a process with the processes that it started. */
function endTree(pid: number): void {
  if (isWindows) execFileSync('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' })
  else process.kill(-pid, 'SIGTERM')
}

/** The address that the program prints. */
async function addressIn(output: AsyncIterable<Buffer>): Promise<string> {
  let text = ''
  for await (const part of output) {
    text += String(part)
    const address = /^Roster is at (http:\S+)$/m.exec(text)?.[1]
    if (address !== undefined) return address
  }
  throw new Error(`it did not say where it is: ${text}`)
}

await tryPackage()
