// The built program as a process of its own, for tests.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { ask, TEST_ACCESS } from './gateway.ts'

const source = fileURLToPath(new URL('../main.ts', import.meta.url))

interface StartOptions {
  args?: readonly string[]
  /** Where stdout and stderr go, as file descriptors; default: pipes that are read. */
  stdout?: number
  stderr?: number
  /** Command of a shell that runs before the program. */
  before?: string
}

interface Started {
  child: ChildProcess
  /** What it has written so far to the pipes. */
  output: { out: string; err: string }
  /** The exit code; null after a signal. */
  exit: Promise<number | null>
  /** Where it says that it is, on stderr. Rejects if it ends before. */
  address: Promise<string>
}

/** The program, built once: each start from its sources takes a second longer. */
export interface Program {
  start(settings: Record<string, string>, options?: StartOptions): Started
  /** Ends all processes that were started. */
  killAll(): void
  remove(): void
}

/** Builds the program for the tests of a file, and ends after each test what it has started. */
export function useProgram(): Program['start'] {
  let program: Program
  beforeAll(async () => {
    program = await buildProgram()
  })
  afterEach(() => program.killAll())
  afterAll(() => program.remove())
  return (settings, options) => program.start(settings, options)
}

/** Builds the program in a folder of the project, where it finds its packages. */
async function buildProgram(): Promise<Program> {
  mkdirSync('test-results', { recursive: true })
  const folder = mkdtempSync('test-results/program-')
  await build({ logLevel: 'error', build: { ssr: source, outDir: folder } })
  const children: ChildProcess[] = []

  return {
    start(settings, { args = [], stdout, stderr, before = ':' } = {}) {
      const { PATH = '' } = process.env
      const command = [process.execPath, join(folder, 'main.js'), ...args]
      const child = spawn('sh', ['-c', `${before}; exec "$@"`, 'sh', ...command], {
        env: { PATH, ...settings },
        stdio: ['pipe', stdout ?? 'pipe', stderr ?? 'pipe'],
      })
      children.push(child)
      const output = { out: '', err: '' }
      child.stdout?.on('data', (chunk) => (output.out += String(chunk)))
      child.stderr?.on('data', (chunk) => (output.err += String(chunk)))
      const exit = once(child, 'close').then(([code]) => code as number | null)
      const address = new Promise<string>((resolve, reject) => {
        child.stderr?.on('data', () => {
          const found = /^Roster is at (http:\S+)\n/m.exec(output.err)?.[1]
          if (found !== undefined) resolve(found)
        })
        void exit.then((code) => reject(new Error(`exited with ${code}: ${output.err}`)))
      })
      address.catch(() => {})
      return { child, output, exit, address }
    },
    killAll() {
      for (const child of children.splice(0)) child.kill('SIGKILL')
    },
    remove: () => rmSync(folder, { recursive: true }),
  }
}

/** Settings for a broker, and for any free port. */
export function accessTo(apiUrl: string) {
  const { appId, appSecret } = TEST_ACCESS
  return { PORT: '0', EMQX_API: apiUrl, EMQX_APP_ID: appId, EMQX_APP_SECRET: appSecret }
}

/** Kicks a client as the page does. */
export function kick(origin: string, segment: string) {
  const headers = { 'x-roster': '1', origin }
  return ask(origin, `/api/v4/clients/${segment}`, { method: 'DELETE', headers })
}
