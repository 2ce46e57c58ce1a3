import { useEffect, useRef, useState } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { copyText } from './copy-text.ts'

let serial = 0
/** Text that is not on the clipboard yet. */
const freshText = () => `a\n<b>\u202e温度 ${serial++}`

/** A button that copies, and a field to paste into, in a modal dialog or not. */
function Example({ modal, text }: { modal: boolean; text: string }) {
  const [outcome, setOutcome] = useState('')
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const copy = () =>
    copyText(text).then(
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

async function copyAndPaste(text: string, modal: boolean): Promise<string> {
  const screen = await render(<Example modal={modal} text={text} />)
  const button = screen.getByRole('button', { name: 'Copy' })
  await button.click()
  await expect.element(screen.getByText('copied')).toBeVisible()
  await expect.element(button).toHaveFocus()
  expect(document.querySelectorAll('textarea')).toHaveLength(1)
  const field = screen.getByLabelText('Paste here')
  await field.click()
  await userEvent.paste()
  return (field.element() as HTMLTextAreaElement).value
}

it.each([false, true])(
  'copies where there is no clipboard to ask; in a dialog: %j',
  async (modal) => {
    withoutClipboard()
    const text = freshText()
    expect(await copyAndPaste(text, modal)).toBe(text)
  },
)

it('copies the older way where the clipboard refuses', async () => {
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('no'))
  const text = freshText()
  expect(await copyAndPaste(text, false)).toBe(text)
})

it('says so where the browser lets nothing be copied', async () => {
  withoutClipboard()
  vi.spyOn(document, 'execCommand').mockReturnValue(false)
  const screen = await render(<Example modal={false} text={freshText()} />)
  await screen.getByRole('button', { name: 'Copy' }).click()
  await expect.element(screen.getByText('refused')).toBeVisible()
})
