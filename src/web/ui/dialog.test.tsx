import { useRef, useState } from 'react'
import { expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

function Example({ leaves }: { leaves: boolean }) {
  const [open, setOpen] = useState(false)
  const openerLeaves = useRef(leaves)
  const initialFocus = useRef<HTMLButtonElement>(null)
  return (
    <main id="content" tabIndex={-1}>
      <Button onClick={() => setOpen(true)}>Open</Button>
      {open && (
        <Dialog title="Sure?" onClose={() => setOpen(false)} {...{ openerLeaves, initialFocus }}>
          <Button>Yes</Button>
          <Button ref={initialFocus} onClick={() => setOpen(false)}>
            No
          </Button>
        </Dialog>
      )}
    </main>
  )
}

it('gives the focus to the harmless button, and then back to the opener', async () => {
  const screen = await render(<Example leaves={false} />)
  await screen.getByRole('button', { name: 'Open' }).click()
  await expect.element(screen.getByRole('dialog', { name: 'Sure?' })).toBeVisible()
  await expect.element(screen.getByRole('button', { name: 'No' })).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument()
  await expect.element(screen.getByRole('button', { name: 'Open' })).toHaveFocus()
})

it('gives the focus to the content if its opener goes away', async () => {
  const screen = await render(<Example leaves />)
  await screen.getByRole('button', { name: 'Open' }).click()
  await screen.getByRole('button', { name: 'No' }).click()
  await expect.element(screen.getByRole('main')).toHaveFocus()
})

it('a button submits no form', async () => {
  const onSubmit = vi.fn<() => void>()
  const screen = await render(
    <form onSubmit={onSubmit}>
      <Button>Press</Button>
    </form>,
  )
  await screen.getByRole('button').click()
  expect(onSubmit).not.toHaveBeenCalled()
})
