import { afterEach, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { en } from '../i18n/en.ts'
import { I18nProvider } from '../i18n/i18n.tsx'
import { Toaster } from '../ui/toaster.tsx'
import { CopyButton } from './copy-button.tsx'

afterEach(() => vi.restoreAllMocks())

const renderButton = () =>
  render(
    <I18nProvider initial={{ language: 'en', messages: en }} brokerTimeZone={null}>
      <Toaster closeLabel="Close">
        <CopyButton label="Copy link" text="http://h/clients?zone=z" done="Link copied" />
      </Toaster>
    </I18nProvider>,
  )

it('says that it has copied', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  const screen = await renderButton()
  await screen.getByRole('button', { name: 'Copy link' }).click()
  await expect.element(screen.getByText('Link copied')).toBeVisible()
  expect(write.mock.calls).toEqual([['http://h/clients?zone=z']])
})

it('where there is no clipboard, copies as browsers did before', async () => {
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('denied'))
  let copied = ''
  vi.spyOn(document, 'execCommand').mockImplementation(() => {
    copied = (document.activeElement as HTMLTextAreaElement).value
    return true
  })
  const screen = await renderButton()
  await screen.getByRole('button', { name: 'Copy link' }).click()
  await expect.element(screen.getByText('Link copied')).toBeVisible()
  expect(copied).toBe('http://h/clients?zone=z')
  await expect.element(screen.getByRole('button', { name: 'Copy link' })).toHaveFocus()
})

it('where nothing may be copied, shows the text, selected', async () => {
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('denied'))
  vi.spyOn(document, 'execCommand').mockReturnValue(false)
  const screen = await renderButton()
  const button = screen.getByRole('button', { name: 'Copy link' })
  await button.click()
  const area = screen.getByRole('dialog').getByRole('textbox', { name: 'Copy link' })
  await expect.element(area).toHaveValue('http://h/clients?zone=z')
  await expect.element(area).toHaveFocus()
  const { selectionStart, selectionEnd } = area.element() as HTMLTextAreaElement
  expect([selectionStart, selectionEnd]).toEqual([0, 23])
  await userEvent.keyboard('{Escape}')
  await expect.element(button).toHaveFocus()
})
