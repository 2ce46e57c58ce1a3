import { useState } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { renderApp } from '../../testing/render-app.tsx'
import type { Command } from './command.ts'
import { SearchButton } from './buttons.tsx'
import { CommandsProvider, useCommands } from './commands.tsx'

afterEach(() => localStorage.clear())

function Registers({ commands }: { commands: Command[] }) {
  useCommands(commands)
  return null
}

function Page({ children }: { children: React.ReactNode }) {
  return (
    <CommandsProvider>
      <SearchButton />
      {children}
    </CommandsProvider>
  )
}

function command(id: string, ...keys: string[]) {
  const run = vi.fn<() => void>()
  return { id, title: `Do ${id}`, group: 'rows', keys, run } as const
}

/** Sends a key event. Returns true if the page prevented its default action. */
function press(init: KeyboardEventInit, target: Element = document.body): boolean {
  return !target.dispatchEvent(
    new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }),
  )
}

it('runs the command of a key, from any component', async () => {
  const [next, open] = [command('next', 'j', 'ArrowDown'), command('open', 'Enter')]
  await renderApp(
    <Page>
      <Registers commands={[next]} />
      <Registers commands={[open]} />
    </Page>,
  )
  await userEvent.keyboard('j{ArrowDown}{Enter}{Shift>}J{/Shift}')
  expect(next.run).toHaveBeenCalledTimes(2)
  expect(open.run).toHaveBeenCalledTimes(1)
})

it('runs the latest form of a command, and none of an unmounted component', async () => {
  const seen: number[] = []
  function Counter() {
    const [count, setCount] = useState(0)
    useCommands([
      {
        id: 'count',
        title: 'Count',
        group: 'rows',
        keys: ['c'],
        run: () => {
          seen.push(count)
          setCount(count + 1)
        },
      },
    ])
    return null
  }
  const screen = await renderApp(
    <Page>
      <Counter />
    </Page>,
  )
  await userEvent.keyboard('ccc')
  expect(seen).toEqual([0, 1, 2])
  await screen.rerender(<Page>{null}</Page>)
  await userEvent.keyboard('c')
  expect(seen).toEqual([0, 1, 2])
})

it('leaves keys to text fields, and Enter to buttons', async () => {
  const [next, open] = [command('next', 'j'), command('open', 'Enter')]
  const screen = await renderApp(
    <Page>
      <Registers commands={[next, open]} />
      <input aria-label="Text" />
      <select aria-label="Choice" />
      <div contentEditable role="textbox" aria-label="Rich" tabIndex={0} />
      <input type="checkbox" aria-label="Box" />
      <button>Button</button>
    </Page>,
  )
  for (const name of ['Text', 'Choice', 'Rich']) {
    ;(screen.getByLabelText(name).element() as HTMLElement).focus()
    await userEvent.keyboard('j{Enter}')
  }
  expect(next.run).not.toHaveBeenCalled()
  screen.getByRole('button', { name: 'Button' }).element().focus()
  await userEvent.keyboard('j{Enter}')
  screen.getByLabelText('Box').element().focus()
  await userEvent.keyboard('j')
  expect(next.run).toHaveBeenCalledTimes(2)
  expect(open.run).not.toHaveBeenCalled()
})

it('ignores keys of the browser and of an input method, and handled keys', async () => {
  const next = command('next', 'j')
  const screen = await renderApp(
    <Page>
      <Registers commands={[next]} />
      <button onKeyDown={(event) => event.preventDefault()}>Handles keys</button>
    </Page>,
  )
  for (const modifier of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }]) {
    expect(press({ key: 'j', ...modifier })).toBe(false)
  }
  press({ key: 'j', isComposing: true })
  press({ key: 'j', keyCode: 229 })
  press({ key: 'j' }, screen.getByText('Handles keys').element())
  expect(next.run).not.toHaveBeenCalled()
})

it('accepts a modifier that is needed to type the key', async () => {
  const [back, away] = [command('back', '['), command('away', 'Enter')]
  await renderApp(
    <Page>
      <Registers commands={[back, away]} />
    </Page>,
  )
  press({ key: '[', ctrlKey: true, altKey: true, modifierAltGraph: true })
  press({ key: '[', modifierAltGraph: true })
  press({ key: 'Enter', shiftKey: true })
  expect(back.run).toHaveBeenCalledTimes(2)
  expect(away.run).not.toHaveBeenCalled()
})

it.each<[string, KeyboardEventInit, string | null]>([
  ['with Caps Lock', { key: 'X', code: 'KeyX', modifierCapsLock: true }, 'x'],
  ['with Caps Lock and Shift', { key: 'x', code: 'KeyX', shiftKey: true }, 'X'],
  ['on a Russian keyboard', { key: 'ч', code: 'KeyX' }, 'x'],
  ['on a Russian keyboard with Caps Lock', { key: 'Ч', code: 'KeyX' }, 'x'],
  ['on a Russian keyboard with Shift', { key: 'Ч', code: 'KeyX', shiftKey: true }, 'X'],
  ['on a Russian keyboard', { key: 'х', code: 'BracketLeft' }, '['],
  ['on a Greek keyboard', { key: 'χ', code: 'KeyX' }, 'x'],
  ['on an Arabic keyboard', { key: 'ظ', code: 'Slash' }, '/'],
  ['on an Arabic keyboard', { key: '؟', code: 'Slash', shiftKey: true }, '?'],
  ['on a Chinese keyboard', { key: '【', code: 'BracketLeft' }, '['],
  ['on a Dvorak keyboard', { key: 'x', code: 'KeyB' }, 'x'],
  ['on a French keyboard', { key: '§', code: 'Slash', shiftKey: true }, null],
  ['on a Vietnamese keyboard', { key: 'ạ', code: 'KeyX' }, null],
  ['with AltGr', { key: '≈', code: 'KeyX', modifierAltGraph: true }, null],
])('a key %s: %j is %j', async (_, init, expected) => {
  const commands = ['x', 'X', '[', '/', '?'].map((key) => command(key, key))
  await renderApp(
    <CommandsProvider>
      <Registers commands={commands} />
    </CommandsProvider>,
  )
  press(init)
  const run = commands.filter((each) => each.run.mock.calls.length > 0).map(({ id }) => id)
  expect(run).toEqual(expected === null ? [] : [expected])
})

it.each([
  { key: 'K', code: 'KeyK', modifierCapsLock: true },
  { key: 'л', code: 'KeyK' },
])('Ctrl-K opens the palette with %j', async (init) => {
  const screen = await renderApp(<Page>{null}</Page>)
  expect(press({ ...init, ctrlKey: true })).toBe(true)
  await expect.element(screen.getByRole('combobox')).toHaveFocus()
})

it('a key that is held down runs only commands that repeat', async () => {
  const [next, select] = [command('next', 'j'), command('select', 'x')]
  await renderApp(
    <Page>
      <Registers commands={[{ ...next, repeats: true }, select]} />
    </Page>,
  )
  for (const key of ['j', 'x']) {
    press({ key })
    expect(press({ key, repeat: true })).toBe(true)
  }
  expect(next.run).toHaveBeenCalledTimes(2)
  expect(select.run).toHaveBeenCalledTimes(1)
})

it('the help lists the keys, stops them while it is open, and gives the focus back', async () => {
  const next = command('next', 'j', 'ArrowDown')
  const screen = await renderApp(
    <Page>
      <Registers commands={[next, { ...command('mute'), keys: [] }]} />
    </Page>,
  )
  const button = screen.getByRole('button', { name: 'Keyboard shortcuts' })
  button.element().focus()
  await userEvent.keyboard('?')
  const help = screen.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect.element(help.getByText('Do next')).toBeVisible()
  await expect.element(help.getByText('↓')).toBeVisible()
  await expect.element(help.getByText('Ctrl K', { exact: true })).toBeVisible()
  await expect.element(help.getByText('Do mute')).not.toBeInTheDocument()
  await userEvent.keyboard('j')
  expect(next.run).not.toHaveBeenCalled()
  await userEvent.keyboard('{Escape}')
  await expect.element(help).not.toBeInTheDocument()
  await expect.element(button).toHaveFocus()
})

it('single keys can be switched off for good, and Ctrl-K still works, in a text field too', async () => {
  const next = command('next', 'j')
  const page = (
    <Page>
      <Registers commands={[next]} />
      <input aria-label="Text" />
    </Page>
  )
  const first = await renderApp(page)
  await userEvent.keyboard('?')
  await first.getByLabelText('Single-key shortcuts').click()
  await first.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await userEvent.keyboard('j')
  await first.unmount()

  const screen = await renderApp(page)
  await userEvent.keyboard('j')
  expect(next.run).not.toHaveBeenCalled()
  screen.getByLabelText('Text').element().focus()
  await userEvent.keyboard('{Control>}k{/Control}')
  await expect.element(screen.getByRole('combobox')).toHaveFocus()
  await userEvent.keyboard('{Control>}k{/Control}')
  await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument()
  await expect.element(screen.getByLabelText('Text')).toHaveFocus()
})
