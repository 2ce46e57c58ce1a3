import { useLocation } from 'react-router-dom'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { renderApp } from '../../testing/render-app.tsx'
import type { Command } from './command.ts'
import { CommandPalette } from './palette.tsx'

const asked: { url: URL; signal: AbortSignal | null | undefined }[] = []
/** The ids that the broker knows, or why it does not answer. */
let broker: string[] | 'silent' | 'dead'

beforeEach(() => {
  asked.length = 0
  broker = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const url = new URL(input as string, location.origin)
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
  for (const key of ['ArrowDown', 'End', 'ArrowDown', 'ArrowUp', 'Home', 'End']) {
    await userEvent.keyboard(`{${key}}`)
    walked.push(active()?.textContent)
    expect(active()?.getAttribute('aria-selected')).toBe('true')
  }
  const [refresh, dark, light] = ['Refreshr', 'Theme: Dark', 'Theme: Light']
  expect(walked).toEqual([dark, light, refresh, light, refresh, light])
  await userEvent.keyboard('{Enter}')
  expect(runCommand.mock.calls).toEqual([['light']])
  expect(onClose).toHaveBeenCalledTimes(1)
})

it('a click runs a command, and the pointer alone neither chooses nor takes the focus', async () => {
  const { screen, runCommand, active, field } = await renderPalette()
  await screen.getByRole('option', { name: 'Theme: Dark' }).hover()
  expect(active()?.textContent).toBe('Refreshr')
  await screen.getByRole('option', { name: 'Theme: Dark' }).click()
  expect(runCommand.mock.calls).toEqual([['dark']])
  await expect.element(field).toHaveFocus()
})

it('the Enter of an input method runs nothing', async () => {
  const { runCommand, field } = await renderPalette()
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
    'Open client light theme',
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
      'Open client truck-1Connected emqx@127.0.0.1',
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

it('opens the exact id that was typed, without waiting for the broker', async () => {
  broker = 'silent'
  const { field, address } = await renderPalette()
  await userEvent.type(field, ' a/b %{Enter}')
  await expect.poll(address).toBe('/clients/%20a%2Fb%20%25')
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
    'Open client truck-2Connected emqx@127.0.0.1',
    'Show clients whose ID contains truck-2',
  ])
  await expect
    .element(screen.getByRole('dialog').getByRole('status'))
    .toHaveTextContent('asking the broker…')
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
  await expect.element(status).toHaveTextContent('11 results · the broker knows more')
  broker = 'dead'
  await userEvent.fill(field, 'bus')
  await expect.element(status).toHaveTextContent('3 results · The broker')
  expect(options()).toHaveLength(3)
})
