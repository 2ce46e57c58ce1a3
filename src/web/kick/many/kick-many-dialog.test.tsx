import { useState } from 'react'
import { expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import type { Client } from '../../../contract/client.ts'
import { clientOf } from '../../../testing/client-of.ts'
import { renderApp } from '../../../testing/render-app.tsx'
import KickManyDialog from './kick-many-dialog.tsx'

function Example({ clients }: { clients: Client[] }) {
  const [isOpen, setIsOpen] = useState(true)
  return (
    <>
      <main id="content" tabIndex={-1} />
      {isOpen && <KickManyDialog clients={clients} onClose={() => setIsOpen(false)} />}
    </>
  )
}

function clientsOf(count: number, change: Partial<Client> = {}): Client[] {
  return Array.from({ length: count }, (_, index) => clientOf({ clientid: `c${index}`, ...change }))
}

it('sums up what is destroyed, without excluded clients', async () => {
  const clients = [
    ...clientsOf(2, { mqueue_len: 600 }),
    { clientid: 'away', node: 'n', connected: false, mqueue_len: 3 },
  ]
  const screen = await renderApp(<Example clients={clients} />)
  const dialog = screen.getByRole('dialog')
  await expect.element(dialog).toHaveAccessibleName('Kick 3 clients?')
  await expect.element(dialog).toHaveTextContent('Sessions ended3Connected2Not connected1')
  await expect.element(dialog).toHaveTextContent('Queued messages lost1,203')
  await screen.getByRole('checkbox', { name: 'c1' }).click()
  await expect.element(dialog).toHaveTextContent('Sessions ended2Connected1Not connected1')
  await expect.element(dialog).toHaveAccessibleName('Kick 2 clients?')
  await expect.element(dialog).toHaveTextContent('Queued messages lost603')
  await expect.element(screen.getByRole('button', { name: 'Kick 2 clients' })).toBeEnabled()
})

it('excludes and includes all clients that a search finds', async () => {
  const screen = await renderApp(<Example clients={clientsOf(30)} />)
  await screen.getByRole('searchbox').fill('C1')
  const all = screen.getByRole('checkbox', { name: 'All shown (11)' })
  await expect.element(all).toBeChecked()
  await all.click()
  await expect.element(screen.getByRole('button', { name: 'Kick 19 clients' })).toBeVisible()
  await screen.getByRole('checkbox', { name: 'c12' }).click()
  expect((all.element() as HTMLInputElement).indeterminate).toBe(true)
  await all.click()
  await expect.element(screen.getByRole('button', { name: 'Kick 30 clients' })).toBeVisible()
  await screen.getByRole('searchbox').fill('nobody')
  await expect.element(screen.getByText('No client ID in this list contains that.')).toBeVisible()
})

it('does not kick without a client', async () => {
  const screen = await renderApp(<Example clients={clientsOf(2)} />)
  await screen.getByRole('checkbox', { name: /^All shown/ }).click()
  await expect.element(screen.getByRole('button', { name: 'Kick 0 clients' })).toBeDisabled()
})

it('asks to type the number from 100 clients on', async () => {
  const screen = await renderApp(<Example clients={clientsOf(1_100)} />)
  const confirm = screen.getByRole('button', { name: 'Kick 1,100 clients' })
  const field = screen.getByLabelText('To confirm, type 1,100')
  await expect.element(confirm).toBeDisabled()
  await field.fill('1099')
  await expect.element(confirm).toBeDisabled()
  await field.fill('1,100')
  await expect.element(confirm).toBeEnabled()
  await screen.getByRole('checkbox', { name: 'c3', exact: true }).click()
  await expect.element(screen.getByRole('button', { name: 'Kick 1,099 clients' })).toBeDisabled()
})

it('10,000 clients are one stop of the Tab key, with arrow keys from end to end', async () => {
  const screen = await renderApp(<Example clients={clientsOf(10_000)} />)
  const list = screen.getByRole('group', { name: 'Clients to kick' })
  const box = (id: string) => list.getByRole('checkbox', { name: id, exact: true })
  expect(list.getByRole('listitem').length).toBeLessThan(60)
  ;(screen.getByRole('checkbox', { name: /^All shown/ }).element() as HTMLElement).focus()
  await userEvent.keyboard('{Tab}')
  await expect.element(box('c0')).toHaveFocus()
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}')
  await expect.element(box('c1')).toHaveFocus()
  await userEvent.keyboard('{End}')
  await expect.element(box('c9999')).toHaveFocus()
  await expect.element(box('c9999')).toBeInViewport()
  await userEvent.keyboard(' ')
  await expect.element(box('c9999')).not.toBeChecked()
  await userEvent.keyboard('{Home}')
  await expect.element(box('c0')).toBeInViewport()
  await userEvent.keyboard('{Tab}')
  await expect.element(screen.getByLabelText('Pace')).toHaveFocus()
})

it('closes by Escape before the kicks begin', async () => {
  const screen = await renderApp(<Example clients={clientsOf(2)} />)
  await expect.element(screen.getByRole('button', { name: 'Cancel' })).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument()
})
