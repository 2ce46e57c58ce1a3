import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { clientFilters, type ClientFilter } from '../../../contract/query.ts'
import { I18nProvider } from '../../i18n/i18n.tsx'
import { en } from '../../i18n/en.ts'
import { TextFilter } from './fields.tsx'
import { TimeFilter } from './time-filter.tsx'

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
      <TextFilter label="Field" kind={clientFilters[name]} value={value} onChange={change} />
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

it('a letter that comes before the next render is not lost', async () => {
  const sent: string[] = []
  function Slow() {
    const [value, setValue] = useState('')
    const onChange = (next: string) => {
      sent.push(next)
      if (next === 'a') setText(document.querySelector('input')!, 'ab')
      setTimeout(() => setValue(next))
    }
    return (
      <I18nProvider initial={catalogue} brokerTimeZone={null}>
        <TextFilter label="Field" kind={clientFilters.username} {...{ value, onChange }} />
      </I18nProvider>
    )
  }
  const screen = await render(<Slow />)
  const field = screen.getByLabelText('Field')
  await userEvent.type(field, 'a')
  await expect.poll(() => sent).toEqual(['a', 'ab'])
  await expect.element(field).toHaveValue('ab')
})

/** Changes a text as a key does. React hears of it, but does not render. */
function setText(input: HTMLInputElement, text: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text)
  input.dispatchEvent(new InputEvent('input', { bubbles: true }))
}

it('what is typed while a filter is on its way to the address goes on, and nothing of it is lost', async () => {
  const arrivals: (() => void)[] = []
  function Slow() {
    const [value, setValue] = useState('')
    return (
      <I18nProvider initial={catalogue} brokerTimeZone={null}>
        <TextFilter
          label="Field"
          kind={clientFilters.username}
          value={value}
          onChange={(next) => arrivals.push(() => setValue(next))}
        />
        <button onClick={() => setValue('')}>Go back</button>
      </I18nProvider>
    )
  }
  const screen = await render(<Slow />)
  const field = screen.getByLabelText('Field')
  await userEvent.type(field, 'a{Enter}')
  await expect.element(field).toHaveValue('a')
  await userEvent.type(field, 'b')
  arrivals[0]?.()
  await expect.element(field).toHaveValue('ab')
  await expect.poll(() => arrivals.length).toBe(2)
  await userEvent.type(field, 'c{Enter}')
  arrivals[1]?.()
  await expect.element(field).toHaveValue('abc')
  arrivals[2]?.()
  await expect.element(field).toHaveValue('abc')
  await screen.getByRole('button', { name: 'Go back' }).click()
  await expect.element(field).toHaveValue('')
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
  await expect.element(screen.getByText('Enter a complete IPv4 address')).toBeVisible()
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

/** A field for a moment in 2024, as its address would keep it. */
async function renderTime(onChange: (value: string) => void) {
  const screen = await render(
    <I18nProvider initial={catalogue} brokerTimeZone={null}>
      <TimeFilter
        label="Field"
        value="1735700000"
        bound="from"
        zoneNoteId="zone"
        onChange={onChange}
      />
    </I18nProvider>,
  )
  return screen.getByLabelText('Field')
}

it('a time that is emptied is a filter taken away', async () => {
  const onChange = vi.fn<(value: string) => void>()
  await userEvent.fill(await renderTime(onChange), '')
  await expect.poll(() => onChange.mock.calls).toEqual([['', 'replace']])
})

it('a year that is half typed keeps the filter, and says that it is no time yet', async () => {
  const onChange = vi.fn<(value: string) => void>()
  const field = await renderTime(onChange)
  await userEvent.fill(field, '0002-12-31T03:53:20')
  await expect.element(field).toHaveAttribute('aria-invalid', 'true')
  await userEvent.tab()
  await expect.element(field).toHaveValue('0002-12-31T03:53:20')
  await userEvent.fill(field, '2025-12-31T03:53:20')
  await expect.poll(() => onChange.mock.calls.length).toBe(1)
  expect(onChange.mock.calls[0]?.[0]).toMatch(/^1767\d+$/)
})

it('what an input method is still composing becomes no filter', async () => {
  const onChange = vi.fn<(value: string) => void>()
  const screen = await render(<Example name="_like_clientid" onChange={onChange} />)
  const input = screen.getByLabelText('Field').element() as HTMLInputElement
  const compose = (text: string, isComposing: boolean) => {
    // Past React's own setter, as an input method writes.
    Reflect.set(HTMLInputElement.prototype, 'value', text, input)
    input.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing }))
  }
  compose('ni hao', true)
  await userEvent.keyboard('{Enter}')
  compose('你好', true)
  input.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: '你好' }))
  await expect.poll(() => onChange.mock.calls).toEqual([['你好']])
})
