import { useLocation } from 'react-router-dom'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { renderApp } from '../../testing/render-app.tsx'
import type { ClusterNode } from '../../contract/cluster-nodes.ts'
import type { Command } from './command.ts'
import { CommandPalette } from './palette.tsx'

const asked: { url: URL; signal: AbortSignal | null | undefined }[] = []
/** The nodes that the gateway knows. */
let nodes: ClusterNode[]
/** The ids that the broker knows, or why it does not answer. */
let broker: string[] | 'silent' | 'dead'

beforeEach(() => {
  asked.length = 0
  broker = []
  nodes = []
  sessionStorage.clear()
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const url = new URL(input as string, location.origin)
    if (url.pathname === '/cluster/nodes') return Response.json({ code: 0, data: nodes })
    asked.push({ url, signal: init?.signal })
    if (broker === 'silent') return new Promise(() => {})
    if (broker === 'dead') return Response.json({ reason: 'broker-unreachable' }, { status: 502 })
    const [exact, part] = ['clientid', '_like_clientid'].map((name) => url.searchParams.get(name))
    const ids = broker.filter((id) => (exact === null ? id.includes(part ?? '') : id === exact))
    const data = ids.slice(0, 8).map((clientid) => {
      return { clientid, node: 'emqx@127.0.0.1', connected: true }
    })
    const meta = { page: 1, limit: 8, hasnext: ids.length > 8, count: -1 }
    return Response.json({ code: 0, data, meta })
  })
})
afterEach(() => vi.restoreAllMocks())

const commands: Command[] = [
  { id: 'dark', title: 'Theme: Dark', group: 'settings', run: () => {} },
  { id: 'move', title: 'Next row', group: 'rows', keys: ['j'], keyOnly: true, run: () => {} },
  { id: 'refresh', title: 'Refresh', group: 'pages', keys: ['r'], run: () => {} },
  { id: 'light', title: 'Theme: Light', group: 'settings', run: () => {} },
]

function Address() {
  const { pathname, search } = useLocation()
  return <p title="Address">{pathname + search}</p>
}

async function renderPalette() {
  const runCommand = vi.fn<(id: string) => void>()
  const onClose = vi.fn<() => void>()
  const screen = await renderApp(
    <>
      <Address />
      <CommandPalette
        {...{ commands, runCommand, onClose, shortcutsOn: true, switchShortcuts: () => {} }}
      />
    </>,
    { address: '/clients?username=ann' },
  )
  const field = screen.getByRole('combobox')
  /** The option that the field names as the active one. */
  const active = () =>
    document.getElementById(field.element().getAttribute('aria-activedescendant') ?? '')
  const options = () =>
    screen
      .getByRole('option')
      .elements()
      .map((option) => option.textContent)
  const address = () => screen.getByTitle('Address').element().textContent
  return { screen, runCommand, onClose, field, active, options, address }
}

it('lists the commands by group without a text, except those for keys only', async () => {
  const { screen, options, field } = await renderPalette()
  await expect.element(field).toHaveFocus()
  expect(options()).toEqual(['Refreshr', 'Theme: Dark', 'Theme: Light'])
  const settings = screen.getByRole('group', { name: 'Settings' })
  expect(settings.getByRole('option').elements()).toHaveLength(2)
  await expect.element(screen.getByRole('group', { name: 'Rows' })).not.toBeInTheDocument()
  await expect
    .element(screen.getByRole('dialog').getByRole('status'))
    .toHaveTextContent('3 results')
  expect(asked).toEqual([])
})

it('arrows, Home and End move through the list and wrap around, and Enter runs and closes', async () => {
  const { runCommand, onClose, active } = await renderPalette()
  const walked: (string | null | undefined)[] = []
  for (const key of ['ArrowDown', 'ArrowDown', 'End', 'ArrowDown', 'ArrowUp', 'Home', 'End']) {
    await userEvent.keyboard(`{${key}}`)
    walked.push(active()?.textContent)
    expect(active()?.getAttribute('aria-selected')).toBe('true')
  }
  const [refresh, dark, light] = ['Refreshr', 'Theme: Dark', 'Theme: Light']
  expect(walked).toEqual([refresh, dark, light, refresh, light, refresh, light])
  await userEvent.keyboard('{Enter}')
  expect(runCommand.mock.calls).toEqual([['light']])
  expect(onClose).toHaveBeenCalledTimes(1)
})

it('a click runs a command, and the pointer alone neither chooses nor takes the focus', async () => {
  const { screen, runCommand, active, field } = await renderPalette()
  await screen.getByRole('option', { name: 'Theme: Dark' }).hover()
  expect(active()).toBeNull()
  await screen.getByRole('option', { name: 'Theme: Dark' }).click()
  expect(runCommand.mock.calls).toEqual([['dark']])
  await expect.element(field).toHaveFocus()
})

it('the Enter of an input method runs nothing', async () => {
  const { runCommand, field } = await renderPalette()
  await userEvent.fill(field, 'refresh')
  const enter = { key: 'Enter', bubbles: true, cancelable: true }
  field.element().dispatchEvent(new KeyboardEvent('keydown', { ...enter, isComposing: true }))
  field.element().dispatchEvent(new KeyboardEvent('keydown', { ...enter, keyCode: 229 }))
  expect(runCommand).not.toHaveBeenCalled()
  field.element().dispatchEvent(new KeyboardEvent('keydown', enter))
  expect(runCommand.mock.calls).toEqual([['refresh']])
})

it('lists commands before clients and lists', async () => {
  const { options, field } = await renderPalette()
  await userEvent.fill(field, 'light theme')
  expect(options()).toEqual([
    'Theme: Light',
    'Open exactly “light theme”',
    'Show clients whose ID contains light theme',
    'Show clients whose username contains light theme',
  ])
})

it('asks the broker once after typing, and lists each id once', async () => {
  broker = ['truck-1', 'truck-12', 'bus-1']
  const { screen, options, field, address } = await renderPalette()
  await userEvent.type(field, 'truck-1')
  await expect
    .poll(options)
    .toEqual([
      'truck-1Connected emqx@127.0.0.1',
      'truck-12Connected emqx@127.0.0.1',
      'Show clients whose ID contains truck-1',
      'Show clients whose username contains truck-1',
    ])
  expect(asked.map(({ url }) => url.search)).toEqual([
    '?_page=1&_limit=8&clientid=truck-1',
    '?_page=1&_limit=8&_like_clientid=truck-1',
  ])
  await expect
    .element(screen.getByRole('dialog').getByRole('status'))
    .toHaveTextContent('4 results')
  await userEvent.keyboard('{ArrowDown}{Enter}')
  await expect.poll(address).toBe('/clients/truck-12')
})

it('opens the exact id that was typed, without waiting for the broker, at the second Enter', async () => {
  broker = 'silent'
  const { screen, field, address } = await renderPalette()
  await userEvent.type(field, ' a/b %{Enter}')
  await expect
    .element(screen.getByRole('dialog').getByRole('status'))
    .toHaveTextContent('searching… Enter again to open it without waiting')
  expect(address()).toBe('/clients?username=ann')
  await userEvent.keyboard('{Enter}')
  await expect.poll(address).toBe('/clients/%20a%2Fb%20%25')
})

it.each<[string[], string]>([
  [['truck-001', 'truck-002'], '/clients/truck-001'],
  [['truck-001', 'truck-00'], '/clients/truck-00'],
  [[], '/clients/truck-00'],
])('Enter before the answer waits for it: of %j it opens %s', async (ids, path) => {
  broker = ids
  const { field, address, onClose } = await renderPalette()
  await userEvent.type(field, 'truck-00{Enter}')
  await expect.poll(address).toBe(path)
  expect(onClose).toHaveBeenCalledTimes(1)
})

it('puts the exact hit before commands, and what the broker does not know last', async () => {
  broker = ['dark', 'dark-1']
  const { options, field } = await renderPalette()
  const lists = ['ID', 'username'].map((name) => `Show clients whose ${name} contains `)
  const state = 'Connected emqx@127.0.0.1'
  await userEvent.fill(field, 'dark')
  await expect
    .poll(options)
    .toEqual([
      `dark${state}`,
      'Theme: Dark',
      `dark-1${state}`,
      ...lists.map((list) => `${list}dark`),
    ])
  await userEvent.fill(field, 'dark-')
  await expect
    .poll(options)
    .toEqual([`dark-1${state}`, 'Open exactly “dark-”', ...lists.map((list) => `${list}dark-`)])
})

it('without a text, Enter runs nothing, or opens the client that was looked at last', async () => {
  const { screen: first, runCommand, onClose } = await renderPalette()
  await userEvent.keyboard('{Enter}')
  expect(runCommand).not.toHaveBeenCalled()
  expect(onClose).not.toHaveBeenCalled()
  await first.unmount()
  const ids = ['a/b', 7, 'truck-1', 'truck-1', '']
  sessionStorage.setItem('roster.recent-clients', JSON.stringify({ user: null, ids }))
  const { screen, options, address } = await renderPalette()
  expect(options().slice(0, 2)).toEqual(['a/b', 'truck-1'])
  const recent = screen.getByRole('group', { name: 'Recent clients' })
  await expect.element(recent.getByRole('option').first()).toHaveAttribute('aria-selected', 'true')
  await userEvent.keyboard('{Enter}')
  await expect.poll(address).toBe('/clients/a%2Fb')
})

it.each(['{', '[1]', '{"user":"else","ids":["a"]}', '{"user":null,"ids":7}'])(
  'takes no clients from a storage with %s',
  async (kept) => {
    sessionStorage.setItem('roster.recent-clients', kept)
    const { screen } = await renderPalette()
    await expect.element(screen.getByRole('group', { name: 'Recent' })).not.toBeInTheDocument()
  },
)

it('finds the list of each node of a cluster, with the filters that are there', async () => {
  const known = { connected: 1, version: '4.4.19', uptimeSeconds: 60, offsetChange: null }
  const node = { state: 'running', seconds: 1, clients: 1, ...known } as const
  nodes = ['emqx@a', 'emqx@b'].map((name) => ({ ...node, name, clockAheadSeconds: 0 }))
  const { screen, options, field, address } = await renderPalette()
  await userEvent.fill(field, 'node')
  await expect
    .poll(() => options().slice(0, 2))
    .toEqual(['Only clients of node emqx@a', 'Only clients of node emqx@b'])
  await screen.getByRole('option', { name: 'emqx@b' }).click()
  await expect.poll(address).toBe('/clients?username=ann&node=emqx%40b')
})

it('opens the lists filtered by id and by username', async () => {
  const { screen, field, address } = await renderPalette()
  await userEvent.fill(field, 'a+b&c')
  await screen.getByRole('option', { name: /username contains/ }).click()
  await expect.poll(address).toBe('/clients?_like_username=a%2Bb%26c')
  await screen.getByRole('option', { name: /ID contains/ }).click()
  await expect.poll(address).toBe('/clients?_like_clientid=a%2Bb%26c')
})

it('shows only ids that contain the text during the next search, and aborts the old calls', async () => {
  broker = ['truck-1', 'truck-2']
  const { screen, options, field } = await renderPalette()
  await userEvent.fill(field, 'truck')
  await expect.poll(options).toHaveLength(5)
  broker = 'silent'
  await userEvent.fill(field, 'truck-2')
  expect(options().slice(0, 2)).toEqual([
    'truck-2Connected emqx@127.0.0.1',
    'Show clients whose ID contains truck-2',
  ])
  await expect
    .element(screen.getByRole('dialog').getByRole('status'))
    .toHaveTextContent('searching…')
  await expect.poll(() => asked.length).toBe(4)
  await userEvent.fill(field, 'truck-3')
  await expect.poll(() => asked.length).toBe(6)
  expect(asked.map(({ signal }) => signal?.aborted)).toEqual([
    false,
    false,
    true,
    true,
    false,
    false,
  ])
})

it('says if there are more clients, and if the broker does not answer', async () => {
  broker = Array.from({ length: 9 }, (_, index) => `truck-${index}`)
  const { screen, options, field } = await renderPalette()
  const status = screen.getByRole('dialog').getByRole('status')
  await userEvent.fill(field, 'truck')
  await expect.element(status).toHaveTextContent('11 results · more matches on the broker')
  broker = 'dead'
  await userEvent.fill(field, 'bus')
  await expect.element(status).toHaveTextContent('3 results · The broker')
  expect(options()).toHaveLength(3)
})
