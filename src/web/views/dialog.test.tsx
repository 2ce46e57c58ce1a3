import { useLocation } from 'react-router-dom'
import { beforeEach, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { renderApp } from '../../testing/render-app.tsx'
import { ViewsButton } from './button.tsx'

/** The router's address, and the button that opens the views. */
function Address() {
  const { search } = useLocation()
  return (
    <>
      <output>{search}</output>
      <ViewsButton search={search} />
    </>
  )
}

/** The page at an address, with the dialog open. */
async function openViews(search = '') {
  const screen = await renderApp(<Address />, { address: `/clients${search}` })
  await screen.getByRole('button').click()
  const dialog = screen.getByRole('dialog', { name: 'Views' })
  await expect.element(dialog).toBeVisible()
  return { screen, dialog, name: dialog.getByLabelText('Save this list as') }
}

const kept = () => localStorage.getItem('roster.views')
const keep = (...names: string[]) => {
  const views = names.map((name) => ({ name, search: `?zone=${name.length}` }))
  localStorage.setItem('roster.views', JSON.stringify(views))
}

beforeEach(() => {
  localStorage.clear()
  return () => vi.restoreAllMocks()
})

it('saves the list under a name, as a link with its filters', async () => {
  const { dialog, name } = await openViews('?_like_clientid=truck-&_gte_created_at=1735700000')
  await expect.element(dialog).toHaveTextContent('No views yet')
  await expect.element(name).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  await expect.element(dialog.getByRole('alert')).toHaveTextContent('A view needs a name.')
  await userEvent.keyboard(' Trucks {Enter}')
  const link = dialog.getByRole('link', { name: 'Trucks' })
  await expect
    .element(link)
    .toHaveAttribute('href', '/clients?_like_clientid=truck-&_gte_created_at=1735700000')
  await expect.element(dialog).toHaveTextContent('Client ID contains: truck-')
  await expect.element(dialog).toHaveTextContent(/Session created from: 20(24|25)-\d\d-\d\d /)
  await expect.element(dialog.getByRole('status')).toHaveTextContent('“Trucks” is saved.')
  await expect.element(name).toHaveValue('')
})

it('asks before it gives a name to another list', async () => {
  keep('A')
  const { dialog, name } = await openViews('?only=stuck')
  await userEvent.type(name, 'A{Enter}')
  await expect.element(dialog.getByRole('alert')).toHaveTextContent('There is a view of this name')
  expect(kept()).toContain('zone=1')
  await dialog.getByRole('button', { name: 'Replace' }).click()
  await expect.poll(kept).toBe('[{"name":"A","search":"?only=stuck"}]')
})

it('a double click saves a view once, and replaces none', async () => {
  keep('A')
  const { dialog, name } = await openViews('?only=stuck')
  const save = dialog.getByRole('button', { name: 'Save' })
  await userEvent.type(name, 'A')
  await save.dblClick()
  await expect.element(dialog.getByRole('alert')).toHaveTextContent('There is a view of this name')
  expect(kept()).toContain('zone=1')
  await userEvent.fill(name, 'B')
  await save.dblClick()
  await expect.element(dialog.getByRole('link', { name: 'B' })).toBeVisible()
  await expect.element(dialog.getByRole('alert')).not.toBeInTheDocument()
})

it('opens a view: the dialog closes, and the button shows the name', async () => {
  keep('A', 'Long')
  const { screen, dialog } = await openViews()
  await expect.element(dialog.getByRole('link', { name: 'A' })).toHaveFocus()
  await dialog.getByRole('link', { name: 'Long' }).click()
  await expect.element(dialog).not.toBeInTheDocument()
  await expect.element(screen.getByText('?zone=4')).toBeVisible()
  await expect.element(screen.getByRole('button', { name: 'View: Long' })).toHaveFocus()
})

it('renames in place and gives the focus back, and Escape closes only the field', async () => {
  keep('A', 'B')
  const { dialog } = await openViews()
  await dialog.getByRole('button', { name: 'Rename A' }).click()
  const field = dialog.getByLabelText('New name of A')
  await expect.element(field).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  await expect.element(dialog.getByRole('button', { name: 'Rename A' })).toHaveFocus()
  await userEvent.keyboard('{Enter}B{Enter}')
  await expect.element(dialog.getByRole('alert')).toHaveTextContent('There is a view of this name')
  await userEvent.keyboard('2{Enter}')
  await expect.element(dialog.getByRole('button', { name: 'Rename B2' })).toHaveFocus()
  await expect.poll(kept).toBe('[{"name":"B","search":"?zone=1"},{"name":"B2","search":"?zone=1"}]')
})

it('deletes a view, restores it until the dialog closes, and keeps the focus', async () => {
  keep('A', 'B')
  const { dialog } = await openViews()
  await dialog.getByRole('button', { name: 'Delete A' }).click()
  await expect.element(dialog.getByRole('status')).toHaveTextContent('“A” is deleted.')
  await expect.element(dialog.getByRole('link', { name: 'A' })).not.toBeInTheDocument()
  expect(kept()).not.toContain('"A"')
  await expect.element(dialog.getByRole('button', { name: 'Undo: A' })).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  await expect.element(dialog.getByRole('link', { name: 'A' })).toBeVisible()
  await expect.element(dialog.getByRole('button', { name: 'Delete A' })).toHaveFocus()
  expect(kept()).toContain('"A"')
})

it.each(['{', '[{"name":"A"}]', '[{"name":"A","search":""},{"name":"A","search":"?zone=z"}]'])(
  'says that %s cannot be read, and moves it away before it saves',
  async (garbage) => {
    localStorage.setItem('roster.views', garbage)
    const { dialog, name } = await openViews()
    await expect.element(dialog).toHaveTextContent('cannot be read')
    expect(kept()).toBe(garbage)
    await userEvent.type(name, 'new{Enter}')
    await expect.poll(kept).toBe('[{"name":"new","search":""}]')
    expect(localStorage.getItem('roster.views.broken')).toBe(garbage)
    await expect.element(dialog).not.toHaveTextContent('cannot be read')
  },
)

it('changes nothing if the unreadable text cannot be moved away', async () => {
  localStorage.setItem('roster.views', '{')
  const { dialog, name } = await openViews()
  vi.spyOn(Storage.prototype, 'setItem').mockImplementationOnce(() => {
    throw new DOMException('', 'QuotaExceededError')
  })
  await userEvent.type(name, 'new{Enter}')
  await expect.element(dialog.getByRole('alert')).toHaveTextContent('does not let Roster keep')
  await expect.element(name).toHaveValue('new')
  expect(kept()).toBe('{')
})

it('shows hostile names as text', async () => {
  keep('<img src=x onerror=alert(1)>', '__proto__', 'a\u202eb')
  const { dialog } = await openViews()
  await expect.element(dialog.getByRole('link', { name: '<img' })).toBeVisible()
  await expect.element(dialog.getByRole('link', { name: '__proto__' })).toBeVisible()
  await expect.element(dialog.getByRole('button', { name: 'Delete a⟨U+202E⟩b' })).toBeVisible()
  expect(dialog.element().querySelector('img')).toBeNull()
})

it('reports an import, entry by entry', async () => {
  keep('A')
  const { dialog } = await openViews()
  const choose = (text: string) =>
    userEvent.upload(
      dialog.element().querySelector('input[type=file]') as HTMLInputElement,
      new File([text], 'views.json'),
    )
  const views = [
    { name: 'A', search: '?zone=1' },
    { name: 'A', search: '?zone=2' },
    { name: 'B', search: '?shoe_size=44' },
    { name: '', search: '' },
  ]
  await choose(JSON.stringify({ roster: 'views', version: 1, views }))
  const status = dialog.getByRole('status')
  await expect.element(status).toHaveTextContent('1 imported. 1 already here. 2 refused:')
  await expect
    .element(status)
    .toHaveTextContent('Entry 3, “B”: shoe_size=44 not a filter that Roster knows')
  await expect
    .element(status)
    .toHaveTextContent('Entry 4: its name is not a text of 1 to 80 characters')
  await expect.element(dialog.getByRole('link', { name: 'A (2)' })).toBeVisible()

  await choose('{"roster":')
  await expect.element(status).toHaveTextContent('The file is not JSON. Details: ')
  await choose('{"roster":"views","version":9,"views":[]}')
  await expect.element(status).toHaveTextContent('another version of views')
})
