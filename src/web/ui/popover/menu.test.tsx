import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { Button } from '../button.tsx'
import Menu, { type MenuGroup } from './menu.tsx'

const run = vi.fn<(id: string) => void>()

const groups: MenuGroup[] = [
  {
    items: [
      { id: 'csv', title: 'Save as CSV', run: () => run('csv') },
      { id: 'json', title: 'Save as JSON', run: () => run('json') },
    ],
  },
  {
    label: 'Theme',
    items: [
      { id: 'kick', title: 'Kick', isDangerous: true, refusal: 'not you', run: () => run('kick') },
    ],
  },
]

function Example() {
  const [opener, setOpener] = useState<HTMLElement | null>(null)
  return (
    <main>
      <Button onClick={({ currentTarget }) => setOpener(opener ? null : currentTarget)}>
        Export
      </Button>
      {opener && <Menu {...{ opener, groups }} label="Export as" onClose={() => setOpener(null)} />}
    </main>
  )
}

async function open() {
  run.mockClear()
  const screen = await render(<Example />)
  const button = screen.getByRole('button', { name: 'Export' })
  await button.click()
  return { screen, button, menu: screen.getByRole('menu', { name: 'Export as' }) }
}

it('keys move the focus round, and Enter acts and gives the focus back', async () => {
  const { screen, button, menu } = await open()
  const item = (name: string) => screen.getByRole('menuitem', { name })
  await expect.element(item('Save as CSV')).toHaveFocus()
  await userEvent.keyboard('{ArrowUp}')
  await expect.element(item('Kick')).toHaveFocus()
  await userEvent.keyboard('{ArrowDown}{ArrowDown}')
  await expect.element(item('Save as JSON')).toHaveFocus()
  await userEvent.keyboard('{End}s')
  await expect.element(item('Save as CSV')).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  expect(run.mock.calls).toEqual([['csv']])
  await expect.element(menu).not.toBeInTheDocument()
  await expect.element(button).toHaveFocus()
})

it('Escape, a click elsewhere and its own button close it, and nothing is done', async () => {
  const { screen, button, menu } = await open()
  await userEvent.keyboard('{Escape}')
  await expect.element(menu).not.toBeInTheDocument()
  await expect.element(button).toHaveFocus()
  await button.click()
  await expect.element(menu).toBeVisible()
  await button.click()
  await expect.element(menu).not.toBeInTheDocument()
  await button.click()
  await userEvent.click(screen.getByRole('main'), { position: { x: 300, y: 1 } })
  await expect.element(menu).not.toBeInTheDocument()
  expect(run).not.toHaveBeenCalled()
})

it('does not run what is refused, and says why', async () => {
  const { screen, menu } = await open()
  const kick = screen.getByRole('menuitem', { name: 'Kick' })
  await expect.element(kick).toHaveAttribute('title', 'not you')
  await kick.click({ force: true })
  expect(run).not.toHaveBeenCalled()
  await expect.element(menu).toBeVisible()
})

it('stays in the window, beside its button', async () => {
  const { button, menu } = await open()
  const at = button.element().getBoundingClientRect()
  const panel = menu.element().getBoundingClientRect()
  expect(panel.top).toBe(at.bottom + 4)
  expect(panel.left).toBe(Math.max(8, at.left))
})
