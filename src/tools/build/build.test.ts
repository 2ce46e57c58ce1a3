import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { npmCommand } from '../npm.ts'

/** A small project with the real programs of the build in it. */
const files = {
  'index.html': '<!doctype html><script type="module" src="/src/page.ts"></script>',
  'src/page.ts': 'document.title = `${process.env.NODE_ENV} ${import.meta.env.DEV}`',
  'src/gateway/main.ts': 'console.log(`it runs: ${process.argv.slice(2)}`)',
  'package.json': JSON.stringify({
    type: 'module',
    scripts: { start: 'node src/tools/build/start.js' },
    dependencies: { valibot: versionOf('valibot') },
    devDependencies: { vite: versionOf('vite') },
  }),
  'package-lock.json': '{}',
  'tsconfig.json': '{}',
  'vite.config.ts': `
    import { existsSync, writeFileSync } from 'node:fs'
    const look = { name: 'look', writeBundle: () => writeFileSync('seen', String(existsSync('dist/web/index.html'))) }
    export default { plugins: [look] }`,
}

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roster-build-'))
  mkdirSync(join(folder, 'public'))
  for (const [path, content] of Object.entries(files)) write(path, content)
  cpSync(resolve('src/tools/build'), join(folder, 'src/tools/build'), { recursive: true })
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction')
})
afterEach(() => rmSync(folder, { recursive: true }))

function versionOf(name: string): string {
  const text = readFileSync(`node_modules/${name}/package.json`, 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

function write(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

/** Runs `npm start`, or another of the programs. */
function run(program = 'start.js', env: Record<string, string> = {}) {
  const { PATH = '' } = process.env
  const path = join(folder, 'src/tools/build', program)
  const options = { cwd: folder, env: { PATH, ...env }, encoding: 'utf8' } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, [path], options)
  return { status, stdout, stderr }
}

/** Packages of the project, without those that are left out. */
function install(leftOut: string): void {
  rmSync(join(folder, 'node_modules'), { recursive: true })
  mkdirSync(join(folder, 'node_modules'))
  for (const name of ['vite', 'valibot'].filter((one) => one !== leftOut)) {
    symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name), 'junction')
  }
}

const built = { status: 0, stdout: 'it runs: \n', stderr: 'Building Roster\n' }
const fresh = { ...built, stderr: '' }

describe('a start', () => {
  it('builds again only if a content has changed, and not by the times of files', () => {
    expect(run()).toEqual(built)
    utimesSync(join(folder, 'src/page.ts'), new Date(), new Date(Date.now() + 1e6))
    expect(run()).toEqual(fresh)
    write('src/gateway/main.ts', `console.log('it runs: differently')`)
    utimesSync(join(folder, 'src/gateway/main.ts'), 0, 0)
    expect(run()).toEqual({ ...built, stdout: 'it runs: differently\n' })
    renameSync(join(folder, 'src/page.ts'), join(folder, 'src/other.ts'))
    write('index.html', files['index.html'].replace('page.ts', 'other.ts'))
    expect(run().stderr).toBe(built.stderr)
  })

  it('builds for production in each environment', () => {
    write('.env', 'NODE_ENV=development')
    expect(run('start.js', { NODE_ENV: 'development' })).toEqual(built)
    const [script = ''] = readdirSync(join(folder, 'dist/web/assets'))
    const text = readFileSync(join(folder, 'dist/web/assets', script), 'utf8')
    expect(text).toMatch(/production false|production.*!1/)
    expect(text).not.toContain('development')
    expect(run('start.js', { NODE_ENV: 'production' })).toEqual(fresh)
  })

  it('shows the cause alone of a build that failed, and leaves the one before', () => {
    expect(run()).toEqual(built)
    write('src/page.ts', 'const x = = 1')
    const { status, stdout, stderr } = run()
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^Building Roster\nroster: the build failed: /)
    expect(stderr).toContain('const x = = 1')
    expect(stderr).not.toMatch(/^ +at |node:internal/m)
    expect(stderr).toBe(stripVTControlCharacters(stderr))
    expect(existsSync(join(folder, 'dist/web/index.html'))).toBe(true)
    write('src/page.ts', files['src/page.ts'])
    expect(run()).toEqual(fresh)
  })

  it('takes no file of the build before away until the new one is whole', () => {
    expect(run()).toEqual(built)
    write('src/gateway/main.ts', `console.log('it runs: again')`)
    expect(run().stderr).toBe(built.stderr)
    expect(readFileSync(join(folder, 'seen'), 'utf8')).toBe('true')
    expect(readdirSync(folder).filter((name) => name.startsWith('dist'))).toEqual(['dist'])
  })

  it('says in one line what to do if packages to build with were left out', () => {
    install('vite')
    const stderr = 'roster: the package vite is not installed: run `npm ci --include=dev` first\n'
    expect(run()).toEqual({ status: 1, stdout: '', stderr })
    expect(run('check-packages.js').stderr).toBe(stderr)
    install('')
    expect(run()).toEqual(built)
    install('vite')
    expect(run()).toEqual(fresh)
  })

  it('says in one line what to do if a package to run with is missing', () => {
    expect(run()).toEqual(built)
    install('valibot')
    const stderr = 'roster: the package valibot is not installed: run `npm ci` first\n'
    expect(run()).toEqual({ status: 1, stdout: '', stderr })
  })

  it('says in one line what to do if the packages are older than the sources', () => {
    write('package.json', files['package.json'].replace(versionOf('vite'), '99.0.0'))
    const found = `installed as ${versionOf('vite')}, not 99.0.0`
    expect(run().stderr).toBe(
      `roster: the package vite is ${found}: run \`npm ci --include=dev\` first\n`,
    )
    write('package.json', files['package.json'])
    install('')
    const lock = (version: string) =>
      JSON.stringify({ packages: { 'node_modules/deep': { version } } })
    write('node_modules/.package-lock.json', lock('1.0.0'))
    write('package-lock.json', lock('1.0.1'))
    expect(run().stderr).toBe(
      'roster: node_modules/deep is not as in package-lock.json: run `npm ci --include=dev` first\n',
    )
    write('package-lock.json', lock('1.0.0'))
    expect(run()).toEqual(built)
  })

  it.each(['a#b', ...(process.platform === 'win32' ? [] : ['a?b', 'a*b'])])(
    'says in one line that it cannot build in a folder called %s',
    (name) => {
      const inner = join(folder, name)
      mkdirSync(inner)
      for (const part of ['src', 'package.json', 'package-lock.json', 'node_modules']) {
        renameSync(join(folder, part), join(inner, part))
      }
      const { status, stderr } = spawnSync(process.execPath, ['src/tools/build/start.js'], {
        cwd: inner,
        encoding: 'utf8',
      })
      const start = 'roster: Roster cannot be built in a folder with #, ? or * in its path: '
      expect([status, stderr.split('\n').length]).toEqual([1, 2])
      expect(stderr.startsWith(start)).toBe(true)
    },
  )
})

describe('npm', () => {
  it.skipIf(process.platform === 'win32')('leaves no program behind if it is ended', async () => {
    write(
      'src/gateway/main.ts',
      `import { writeFileSync } from 'node:fs'
       setInterval(() => {}, 1000)
       process.on('SIGTERM', () => { writeFileSync('ended', ''); process.exit(0) })
       console.log('pid', process.pid)`,
    )
    const [program, ...args] = npmCommand()
    const npm = spawn(program, [...args, 'start'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let printed = ''
    npm.stdout.on('data', (part) => (printed += String(part)))
    await expect.poll(() => printed, { timeout: 20_000 }).toMatch(/^pid \d+$/m)
    npm.kill('SIGTERM')
    await once(npm, 'close')
    await expect.poll(() => existsSync(join(folder, 'ended')), { timeout: 10_000 }).toBe(true)
  })

  it('starts each program without the words of one shell', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>
    }
    expect(
      Object.values(scripts).filter((line) => /exec |[$'`;|<>]|(^| )[A-Z_]+=/.test(line)),
    ).toEqual([])
  })
})
