import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Rooms of the page that all verticals use, and what these may import. */
const shared: Record<string, readonly string[]> = {
  ui: [],
  api: [],
  i18n: ['ui'],
  fields: ['ui', 'api', 'i18n'],
  feedback: ['ui', 'api', 'i18n'],
  'list-address': ['ui', 'api', 'i18n'],
}
const webRooms = readdirSync(join(root, 'src/web'))
const server = ['src/gateway', 'src/demo-broker', 'src/tools', 'e2e']

/** What a room of the page may import of the page; verticals import each other's public files besides. */
function mayImport(room: string): readonly string[] {
  return room === 'app' ? webRooms : (shared[room] ?? Object.keys(shared))
}

/** Folders from which a file imports, and those of which it must not import any file. */
const walls: [folder: string, forbidden: readonly string[]][] = [
  ['src/contract', ['src/web/ui', ...server]],
  ['src/gateway', ['src/web/api', 'src/demo-broker', 'src/tools', 'e2e']],
  ['src/gateway/http', ['src/gateway', 'src/gateway/broker', 'src/gateway/access']],
  ['src/demo-broker', ['src/web/api', 'src/gateway', 'src/tools', 'e2e']],
  ['e2e', ['src/web/api', 'src/tools']],
  ...webRooms.map((room): [string, string[]] => {
    const others = webRooms.filter((other) => other !== room && !mayImport(room).includes(other))
    return [`src/web/${room}`, [...server, ...others.map((other) => `src/web/${other}`)]]
  }),
]

/** Imports that must pass: what refuses these refuses everything. */
const allowed: Plant[] = [
  { file: 'src/gateway/program.ts', imported: 'src/demo-broker/demo-broker.ts' },
  { file: 'src/gateway/planted/file.ts', imported: 'src/gateway/http/refuse.ts' },
  { file: 'src/gateway/http/file.test.ts', imported: 'src/gateway/testing/gateway.ts' },
  { file: 'src/demo-broker/planted/file.ts', imported: 'src/demo-broker/mqtt/session.ts' },
  { file: 'e2e/planted/file.ts', imported: 'src/gateway/app.ts' },
  { file: 'src/web/app/file.ts', imported: 'src/web/clients/clients-page.tsx' },
  { file: 'src/web/ui/planted/file.ts', imported: 'src/web/ui/button.tsx' },
  { file: 'src/web/clients/file.ts', imported: 'src/web/kick/one/kick-dialog.tsx' },
  { file: 'src/web/clients/planted/deep/file.ts', imported: 'src/web/views/views.ts' },
  { file: 'src/web/clients/planted/file.ts', imported: 'src/web/clients/table/cells.tsx' },
  ...webRooms
    .filter((room) => !(room in shared) && room !== 'app')
    .flatMap((room) =>
      mayImport(room).flatMap((other) => [
        { file: `src/web/${room}/allowed-${other}.ts`, imported: `src/web/${other}/file.ts` },
        { file: `src/web/${room}/deep/allowed-${other}.ts`, imported: `src/web/${other}/file.ts` },
      ]),
    ),
]

/** One import that is planted in a file of its own. */
interface Plant {
  file: string
  imported: string
}

const violationsOf = (folder: string, forbidden: readonly string[]): Plant[] =>
  forbidden.flatMap((room, at) =>
    ['', 'planted/', 'planted/deep/'].map((depth) => ({
      file: `${folder}/${depth}violation-${at}.ts`,
      imported: `${room}/file.ts`,
    })),
  )

describe('a wall', () => {
  const folder = mkdtempSync(join(tmpdir(), 'roster-walls-'))
  let refused = new Set<string>()

  beforeAll(() => {
    const violations = walls.flatMap(([room, forbidden]) => violationsOf(room, forbidden))
    for (const { file, imported } of [...violations, ...allowed]) {
      const path = posix.relative(posix.dirname(file), imported)
      mkdirSync(join(folder, posix.dirname(file)), { recursive: true })
      const from = path.startsWith('.') ? path : `./${path}`
      writeFileSync(join(folder, file), `import * as it from '${from}'\nit\n`)
    }
    copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
    const oxlint = join(root, 'node_modules/oxlint/bin/oxlint')
    const options = { cwd: folder, encoding: 'utf8', maxBuffer: 100_000_000 } as const
    const { stdout } = spawnSync(process.execPath, [oxlint, '--format', 'json'], options)
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: { code: string; filename: string }[]
    }
    const ofWalls = diagnostics.filter(({ code }) => code === 'eslint(no-restricted-imports)')
    refused = new Set(ofWalls.map(({ filename }) => filename))
  })

  afterAll(() => rmSync(folder, { recursive: true }))

  it.each(walls)(
    'of %s refuses the rooms that are not for it, at each depth',
    (room, forbidden) => {
      const passed = violationsOf(room, forbidden).filter(({ file }) => !refused.has(file))
      expect(passed).toEqual([])
    },
  )

  it('lets through what a room may import', () => {
    expect(allowed.filter(({ file }) => refused.has(file))).toEqual([])
  })
})
