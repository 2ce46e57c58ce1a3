import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { en } from '../../i18n/en.ts'
import { I18nProvider } from '../../i18n/i18n.tsx'
import { ZoneFilter } from './zone-filter.tsx'

function Example({ onChange }: { onChange: (value: string) => void }) {
  const [value, setValue] = useState('')
  const change = (next: string) => {
    setValue(next)
    onChange(next)
  }
  return (
    <I18nProvider initial={{ language: 'en', messages: en }} brokerTimeZone={null}>
      <ZoneFilter label="Zone" value={value} onChange={change} known={['external', 'internal']} />
    </I18nProvider>
  )
}

async function renderZone() {
  const onChange = vi.fn<(value: string) => void>()
  const screen = await render(<Example onChange={onChange} />)
  const field = screen.getByLabelText('Zone')
  return { field, onChange, screen }
}

it('a known zone is chosen, at once', async () => {
  const { field, onChange } = await renderZone()
  await userEvent.selectOptions(field, 'internal')
  expect(onChange.mock.calls).toEqual([['internal']])
})

it('another one is typed, and counts with Enter; then it is in the list', async () => {
  const { field, onChange } = await renderZone()
  await userEvent.selectOptions(field, 'Another zone…')
  await expect.element(field).toHaveFocus()
  await userEvent.keyboard('tenant-7')
  await userEvent.tab()
  await expect.element(field).toHaveValue('tenant-7')
  expect(onChange).not.toHaveBeenCalled()
  await userEvent.click(field)
  await userEvent.keyboard('{Enter}')
  expect(onChange.mock.calls).toEqual([['tenant-7']])
  await expect.element(field).toHaveFocus()
  await expect.element(field).toHaveDisplayValue('tenant-7')
  expect((field.element() as HTMLSelectElement).options).toHaveLength(5)
})

it('Escape, or leaving it empty, goes back to the list', async () => {
  const { field, onChange, screen } = await renderZone()
  await userEvent.selectOptions(field, 'Another zone…')
  await userEvent.keyboard('tenant{Escape}')
  await expect.element(screen.getByRole('combobox')).toHaveFocus()
  await userEvent.selectOptions(field, 'Another zone…')
  await userEvent.tab()
  await expect.element(screen.getByRole('combobox')).toBeVisible()
  expect(onChange).not.toHaveBeenCalled()
})

it('what no broker takes as a zone stays, with the reason', async () => {
  const { field, onChange, screen } = await renderZone()
  await userEvent.selectOptions(field, 'Another zone…')
  await userEvent.fill(field, 'x'.repeat(256))
  await userEvent.keyboard('{Enter}')
  await expect.element(screen.getByText('At most 255 characters.')).toBeVisible()
  expect(onChange).not.toHaveBeenCalled()
})
