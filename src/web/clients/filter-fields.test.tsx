import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { clientFilters, type ClientFilter } from '../../contract/query.ts'
import { I18nProvider } from '../i18n/i18n.tsx'
import { en } from '../i18n/en.ts'
import { TextFilter, TimeFilter } from './filter-fields.tsx'

const catalogue = { language: 'en', messages: en } as const

/** A text filter whose value is kept as an address would. */
function Example({ name, onChange }: { name: ClientFilter; onChange: (value: string) => void }) {
  const [value, setValue] = useState('')
  const change = (next: string) => {
    setValue(next)
    onChange(next)
  }
  return (
    <I18nProvider initial={catalogue} brokerTimeZone={null}>
      <TextFilter label="Field" kind={clientFilters[name]} {...{ name, value }} onChange={change} />
      <button onClick={() => setValue('from outside')}>Go back</button>
    </I18nProvider>
  )
}

it('typing becomes one filter, when it rests', async () => {
  const onChange = vi.fn<(value: string) => void>()
  const screen = await render(<Example name="_like_clientid" onChange={onChange} />)
  await userEvent.type(screen.getByLabelText('Field'), 'truck')
  await expect.poll(() => onChange.mock.calls).toEqual([['truck']])
})

it('Enter does not wait', async () => {
  const onChange = vi.fn<(value: string) => void>()
  const screen = await render(<Example name="_like_clientid" onChange={onChange} />)
  await userEvent.type(screen.getByLabelText('Field'), 'a{Enter}')
  expect(onChange.mock.calls).toEqual([['a']])
})

it('what is not valid stays in the field with the reason, and becomes no filter', async () => {
  const onChange = vi.fn<(value: string) => void>()
  const screen = await render(<Example name="ip_address" onChange={onChange} />)
  const field = screen.getByLabelText('Field')
  await userEvent.type(field, '10.0.0{Enter}')
  await expect.element(field).toHaveAttribute('aria-invalid', 'true')
  await expect.element(screen.getByText('Not an IPv4 address')).toBeVisible()
  await userEvent.tab()
  expect(onChange).not.toHaveBeenCalled()
  await userEvent.type(field, '.7')
  await expect.poll(() => onChange.mock.calls).toEqual([['10.0.0.7']])
})

it('shows what the address says when that changes', async () => {
  const screen = await render(<Example name="username" onChange={() => {}} />)
  const field = screen.getByLabelText('Field')
  await userEvent.type(field, 'ann{Enter}')
  await screen.getByRole('button', { name: 'Go back' }).click()
  await expect.element(field).toHaveValue('from outside')
})

it('a time that is emptied is a filter taken away', async () => {
  const onChange = vi.fn<(value: string) => void>()
  const screen = await render(
    <I18nProvider initial={catalogue} brokerTimeZone={null}>
      <TimeFilter label="Field" value="1795426135" bound="from" onChange={onChange} />
    </I18nProvider>,
  )
  await userEvent.fill(screen.getByLabelText('Field'), '')
  await expect.poll(() => onChange.mock.calls).toEqual([['', 'replace']])
})
