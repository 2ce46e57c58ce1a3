import { useEffect, useRef, useState } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { copyText } from './copy-text.ts'

const TEXT = 'a\n<b>\u202e温度'

/** A button that copies, and a field to paste into, in a modal dialog or not. */
function Example({ modal }: { modal: boolean }) {
  const [outcome, setOutcome] = useState('')
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const copy = () =>
    copyText(TEXT).then(
      () => setOutcome('copied'),
      () => setOutcome('refused'),
    )
  const content = (
    <>
      <button type="button" onClick={() => void copy()}>
        Copy
      </button>
      <output>{outcome}</output>
      <textarea aria-label="Paste here" />
    </>
  )
  return modal ? <dialog ref={dialog}>{content}</dialog> : content
}

/** What `navigator.clipboard` is on a page that came over http:// from another machine. */
function withoutClipboard() {
  vi.spyOn(navigator, 'clipboard', 'get').mockReturnValue(undefined as unknown as Clipboard)
}

afterEach(() => vi.restoreAllMocks())

async function copyAndPaste(modal: boolean): Promise<string> {
  const screen = await render(<Example modal={modal} />)
  const button = screen.getByRole('button', { name: 'Copy' })
  await button.click()
  await expect.element(screen.getByText('copied')).toBeVisible()
  await expect.element(button).toHaveFocus()
  expect(document.querySelectorAll('textarea')).toHaveLength(1)
  const field = screen.getByLabelText('Paste here')
  await field.click()
  await userEvent.paste()
  const text = (field.element() as HTMLTextAreaElement).value
  await screen.unmount()
  return text
}

it.each([false, true])(
  'copies where there is no clipboard to ask; in a dialog: %j',
  async (modal) => {
    withoutClipboard()
    expect(await copyAndPaste(modal)).toBe(TEXT)
  },
)

it('copies the older way where the clipboard refuses', async () => {
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('no'))
  expect(await copyAndPaste(false)).toBe(TEXT)
})

it('says so where the browser lets nothing be copied', async () => {
  withoutClipboard()
  vi.spyOn(document, 'execCommand').mockReturnValue(false)
  const screen = await render(<Example modal={false} />)
  await screen.getByRole('button', { name: 'Copy' }).click()
  await expect.element(screen.getByText('refused')).toBeVisible()
})
