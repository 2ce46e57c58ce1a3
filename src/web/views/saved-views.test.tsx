import { useLocation } from 'react-router-dom'
import { beforeEach, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { CommandsProvider } from '../commands/commands.tsx'
import { renderApp } from '../../testing/render-app.tsx'
import { SavedViews } from './saved-views.tsx'

/** The router's address, and the views. */
function Address() {
  const { search } = useLocation()
  return (
    <CommandsProvider>
      <output>{search}</output>
      <SavedViews search={search} />
    </CommandsProvider>
  )
}

async function renderViews(search = '') {
  const screen = await renderApp(<Address />, { address: `/clients${search}` })
  const pill = (name: string) => screen.getByRole('link', { name, exact: true })
  const openForm = async () => {
    await screen.getByRole('button', { name: 'Save view' }).click()
    return screen.getByRole('textbox', { name: 'Save this list as' })
  }
  const act = async (name: string, action: string) => {
    await screen.getByRole('button', { name: `Actions for ${name}` }).click()
    await screen.getByRole('menuitem', { name: action }).click()
  }
  return { screen, pill, openForm, act }
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

it('saves the list under a name, as a pill that tells what it shows', async () => {
  const link = '?_like_clientid=truck-&connected_within=1h&sort=-mqueue_len&columns=clientid,node'
  const { screen, pill, openForm } = await renderViews(link)
  await openForm()
  await expect.element(screen.getByRole('textbox')).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  await expect.element(screen.getByRole('alert')).toHaveTextContent('A view needs a name.')
  await userEvent.keyboard(' Trucks {Enter}')
  await expect.element(pill('Trucks')).toHaveAttribute('href', `/clients${link}`)
  await expect.element(pill('Trucks')).toHaveAttribute('aria-current', 'true')
  await expect
    .element(pill('Trucks'))
    .toHaveAttribute(
      'title',
      'Trucks: Client ID contains: truck- · Connected within: the last hour · Queue, highest first · 2 columns',
    )
  await expect.element(screen.getByText('“Trucks” is saved.')).toBeVisible()
})

it('asks before it gives a name to another list, also after a double click', async () => {
  keep('A')
  const { screen, openForm } = await renderViews('?trouble=window')
  await userEvent.fill(await openForm(), 'A')
  await screen.getByRole('button', { name: 'Save', exact: true }).dblClick()
  await expect.element(screen.getByRole('alert')).toHaveTextContent('A view with this name exists')
  expect(kept()).toContain('zone=1')
  await screen.getByRole('button', { name: 'Replace' }).click()
  await expect.poll(kept).toBe('[{"name":"A","search":"?trouble=window"}]')
})

it('opens a view', async () => {
  keep('A', 'Long')
  const { screen, pill } = await renderViews()
  await pill('Long').click()
  await expect.element(screen.getByText('?zone=4')).toBeVisible()
  await expect.element(pill('Long')).toHaveAttribute('aria-current', 'true')
})

it('renames a view, and its pill gets the focus', async () => {
  keep('A', 'B')
  const { screen, pill, act } = await renderViews()
  await act('A', 'Rename')
  await userEvent.fill(screen.getByLabelText('New name of A'), 'B')
  await userEvent.keyboard('{Enter}')
  await expect.element(screen.getByRole('alert')).toHaveTextContent('A view with this name exists')
  await userEvent.keyboard('2{Enter}')
  await expect.element(pill('B2')).toHaveFocus()
  await expect.poll(kept).toBe('[{"name":"B","search":"?zone=1"},{"name":"B2","search":"?zone=1"}]')
})

it('replaces and deletes a view, each with a way back', async () => {
  keep('A', 'B')
  const { screen, pill, act } = await renderViews('?trouble=any')
  await act('A', 'Replace with this list')
  await expect.poll(kept).toContain('{"name":"A","search":"?trouble=any"}')
  await screen.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(kept).toContain('{"name":"A","search":"?zone=1"}')
  await act('A', 'Delete')
  await expect.element(pill('A')).not.toBeInTheDocument()
  await screen.getByRole('button', { name: 'Undo' }).click()
  await expect.element(pill('A')).toBeVisible()
})

it.each(['{', '[{"name":"A"}]', '[{"name":"A","search":""},{"name":"A","search":"?zone=z"}]'])(
  'says that %s cannot be read, and moves it away before it saves',
  async (garbage) => {
    localStorage.setItem('roster.views', garbage)
    const { screen, openForm } = await renderViews()
    const name = await openForm()
    await expect.element(screen.getByText(/cannot be read/)).toBeVisible()
    expect(kept()).toBe(garbage)
    await userEvent.fill(name, 'new')
    await userEvent.keyboard('{Enter}')
    await expect.poll(kept).toBe('[{"name":"new","search":""}]')
    expect(localStorage.getItem('roster.views.broken')).toBe(garbage)
  },
)

it('changes nothing if the unreadable text cannot be moved away', async () => {
  localStorage.setItem('roster.views', '{')
  const { screen, openForm } = await renderViews()
  const name = await openForm()
  vi.spyOn(Storage.prototype, 'setItem').mockImplementationOnce(() => {
    throw new DOMException('', 'QuotaExceededError')
  })
  await userEvent.fill(name, 'new')
  await userEvent.keyboard('{Enter}')
  await expect.element(screen.getByRole('alert')).toHaveTextContent('does not let Roster keep')
  await expect.element(name).toHaveValue('new')
  expect(kept()).toBe('{')
})

it('shows hostile names as text', async () => {
  keep('<img src=x onerror=alert(1)>', '__proto__', 'a\u202eb')
  const { screen } = await renderViews()
  await expect.element(screen.getByRole('link', { name: '<img' })).toBeVisible()
  await expect.element(screen.getByRole('link', { name: '__proto__' })).toBeVisible()
  await expect.element(screen.getByRole('button', { name: 'Actions for a⟨U+202E⟩b' })).toBeVisible()
  expect(screen.container.querySelector('img')).toBeNull()
})

it('reports an import, entry by entry', async () => {
  keep('A')
  const { screen, pill } = await renderViews()
  const choose = (text: string) =>
    userEvent.upload(
      screen.container.querySelector('input[type=file]') as HTMLInputElement,
      new File([text], 'views.json'),
    )
  const report = screen.getByRole('dialog', { name: 'Import of views' })
  const views = [
    { name: 'A', search: '?zone=1' },
    { name: 'A', search: '?zone=2' },
    { name: 'B', search: '?shoe_size=44' },
    { name: '', search: '' },
  ]
  await choose(JSON.stringify({ roster: 'views', version: 1, views }))
  await expect.element(report).toHaveTextContent('1 imported. 1 already here. 2 refused:')
  await expect.element(report).toHaveTextContent('Entry 3, “B”: shoe_size=44 unknown filter')
  await expect
    .element(report)
    .toHaveTextContent('Entry 4: its name is not a text of 1 to 80 characters')
  await report.getByRole('button', { name: 'Close' }).click()
  await expect.element(pill('A (2)')).toBeVisible()

  await choose('{"roster":')
  await expect.element(report).toHaveTextContent('The file is not JSON. Details: ')
  await report.getByRole('button', { name: 'Close' }).click()
  await choose('{"roster":"views","version":9,"views":[]}')
  await expect.element(report).toHaveTextContent('another version of views')
})
