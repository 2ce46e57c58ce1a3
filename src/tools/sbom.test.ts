import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { npmCommand } from './npm.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

function npm(...args: string[]): string {
  const [program, ...first] = npmCommand()
  return execFileSync(program, [...first, ...args], { cwd: root, encoding: 'utf8' })
}

interface Manifest {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}

it('the SBOM lists what the package brings along, and tells nothing of where it was made', () => {
  const text = npm('run', '--silent', 'sbom')
  const { bomFormat, metadata, components } = JSON.parse(text) as {
    bomFormat: string
    metadata: { component: { 'bom-ref': string; type: string } }
    components: { name: string; version: string; hashes?: unknown[] }[]
  }
  const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as Manifest
  expect(bomFormat).toBe('CycloneDX')
  expect(metadata.component).toMatchObject({ 'bom-ref': 'roster@0.2.0', type: 'application' })

  const listed = new Map(components.map(({ name, version }) => [name, version]))
  for (const [name, version] of Object.entries(manifest.dependencies)) {
    expect([name, listed.get(name)]).toEqual([name, version])
  }
  const tools = Object.keys(manifest.devDependencies).filter((name) => listed.has(name))
  expect(tools).toEqual([])
  expect(components.length).toBeGreaterThan(Object.keys(manifest.dependencies).length)
  expect(components.filter(({ hashes }) => hashes === undefined)).toEqual([])

  const registry = new URL(npm('config', 'get', 'registry')).host
  for (const place of [registry, 'registry.', root, homedir(), 'file:', '://']) {
    const found = text.replaceAll('http://cyclonedx.org/schema', '').includes(place)
    expect([place, found]).toEqual([place, false])
  }
})
