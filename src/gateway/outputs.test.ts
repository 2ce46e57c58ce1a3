import { execFileSync } from 'node:child_process'
import { closeSync, constants, createReadStream, mkdtempSync, openSync, readSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFaultyUpstream, type FaultyUpstream } from './testing/faulty-upstream.ts'
import { ask } from './testing/gateway.ts'
import { accessTo, kick, useProgram } from './testing/program.ts'
import { listen } from '../testing/serve.ts'

let upstream: FaultyUpstream

beforeEach(async () => {
  upstream = await startFaultyUpstream()
})
afterEach(() => upstream.close())
// Below: the programs end before the broker does.
const start = useProgram()

/** A pipe with a name: its reader may go, and another one come. */
function namedPipe() {
  const path = join(mkdtempSync(join(tmpdir(), 'roster-pipe-')), 'pipe')
  execFileSync('mkfifo', [path])
  // Opened for both: one end alone waits for the other one.
  const both = openSync(path, 'r+')
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const writer = openSync(path, 'w')
  closeSync(both)
  return { path, reader, writer }
}

/** What waits in a pipe, 64 KB at most; empty if there is nothing. */
function readSome(reader: number): string {
  const part = Buffer.alloc(65_536)
  try {
    return part.toString('utf8', 0, readSync(reader, part))
  } catch {
    return ''
  }
}

/** Reads lines of JSON until one tells of this client. */
async function linesUntil(clientId: string, path: string): Promise<{ clientid?: string }[]> {
  let text = ''
  for await (const part of createReadStream(path)) {
    text += String(part)
    if (text.includes(`"clientid":"${clientId}"`) && text.endsWith('\n')) break
  }
  const lines = text.trim().split('\n')
  return lines.map((line) => JSON.parse(line) as { clientid?: string })
}

async function untilItAnswers(origin: string): Promise<void> {
  const health = () => ask(origin, '/healthz').catch(() => null)
  await expect.poll(health, { timeout: 20_000 }).not.toBeNull()
}

/** The kicks that the broker was asked for: Roster looks at the nodes by itself. */
const kicks = () => upstream.requests.filter(({ method }) => method === 'DELETE')

describe('if stdout cannot be written', () => {
  it('refuses kicks on a full disk, in words, says so once, and goes on', async () => {
    const full = openSync('/dev/full', 'w')
    const { address, output, child, exit } = start(
      { ...accessTo(upstream.apiUrl), ROSTER_ACCESS_LOG: 'true' },
      { stdout: full },
    )
    const origin = await address
    const answers = [await kick(origin, 'a'), await kick(origin, 'b')]
    for (const { status, text } of answers) {
      expect(status).toBe(503)
      const message = 'kicks are refused: their audit cannot be written now'
      expect(JSON.parse(text)).toEqual({ code: 503, message })
    }
    expect(kicks()).toEqual([])
    expect((await ask(origin, '/api/v4/clients')).status).toBe(200)
    const warning =
      'roster: warning: stdout cannot be written (ENOSPC): kicks are refused until it can\n'
    expect(output.err.split(warning)).toHaveLength(2)
    child.kill('SIGTERM')
    expect(await exit).toBe(0)
    expect(output.err).toMatch(/these lines were not written to stdout:\n\{.*"event":"start"/)
    closeSync(full)
  })

  it('takes kicks again once its reader is back, and loses no line of a kick', async () => {
    const { path, reader, writer } = namedPipe()
    const { address, output } = start(accessTo(upstream.apiUrl), { stdout: writer })
    const origin = await address
    expect((await kick(origin, 'first')).status).toBe(200)
    await expect.poll(() => readSome(reader)).toContain('"clientid":"first"')
    closeSync(reader)
    closeSync(writer)
    expect((await kick(origin, 'second')).status).toBe(200)
    await expect.poll(() => output.err).toContain('stdout cannot be written (EPIPE)')
    expect((await kick(origin, 'third')).status).toBe(503)
    expect(kicks()).toHaveLength(2)

    const lines = linesUntil('fourth', path)
    await expect.poll(() => output.err).toContain('stdout is written again\n')
    expect((await kick(origin, 'fourth')).status).toBe(200)
    expect(await lines).toMatchObject([
      { clientid: 'second', outcome: 'ok' },
      { clientid: 'third', outcome: 'refused' },
      { clientid: 'fourth', outcome: 'ok' },
    ])
  })

  it('answers while its reader reads nothing, and bounds what waits', async () => {
    const { reader, writer } = namedPipe()
    const settings = { ...accessTo(upstream.apiUrl), ROSTER_ACCESS_LOG: 'true' }
    const { address, output } = start(settings, { stdout: writer })
    const origin = await address
    const long = `/api/v4/clients?clientid=${'x'.repeat(900)}`
    for (let i = 0; i < 700; i++) expect((await ask(origin, long)).status).toBe(200)
    await expect.poll(() => output.err).toContain('(its reader is too slow)')
    expect((await kick(origin, 'a')).status).toBe(503)

    await expect
      .poll(() => [readSome(reader), output.err][1], { interval: 1, timeout: 10_000 })
      .toContain('stdout is written again')
    expect((await kick(origin, 'b')).status).toBe(200)
    closeSync(reader)
    closeSync(writer)
  })
})

describe('if stderr cannot be written', () => {
  it('says so once on stdout, as JSON, and takes kicks', async () => {
    const full = openSync('/dev/full', 'w')
    const { port, close } = await listen(createServer())
    await close()
    const settings = { ...accessTo(upstream.apiUrl), PORT: String(port) }
    const { output } = start(settings, { stderr: full })
    const origin = `http://127.0.0.1:${port}`
    await untilItAnswers(origin)
    expect((await kick(origin, 'a')).status).toBe(200)
    await expect.poll(() => output.out).toContain('"event":"kick"')
    const events = output.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object)
    expect(events).toMatchObject([
      { event: 'start' },
      { event: 'warning', message: 'stderr cannot be written (ENOSPC)' },
      { event: 'kick' },
    ])
    closeSync(full)
  })
})

describe('if an output is closed at the start', () => {
  it('warns of a closed stdout, and takes kicks', async () => {
    const { address, output } = start(accessTo(upstream.apiUrl), { before: 'exec >&-' })
    expect((await kick(await address, 'a')).status).toBe(200)
    expect(output.err).toMatch(/^roster: warning: stdout is closed or \/dev\/null: the audit /)
  })

  it('runs without stderr, and without both', async () => {
    for (const before of ['exec 2>&-', 'exec >&- 2>&-']) {
      const { port, close } = await listen(createServer())
      await close()
      const settings = { ...accessTo(upstream.apiUrl), PORT: String(port) }
      const { child, exit } = start(settings, { before })
      const origin = `http://127.0.0.1:${port}`
      await untilItAnswers(origin)
      expect((await kick(origin, 'a')).status).toBe(200)
      child.kill('SIGTERM')
      expect(await exit).toBe(0)
    }
  })
})
