import { beforeAll, beforeEach, expect, it } from 'vitest'
import { copyTablesAsRows } from './copy-tables.ts'

beforeAll(copyTablesAsRows)

beforeEach(() => {
  // The id comes before the actions in the document, and the columns out of sight are missing.
  const row = (id: string, state: string, more = '') => `
    <tr>
      <td aria-colindex="1"><input type="checkbox" aria-label="Select" /></td>
      <td aria-colindex="2"><a href="#"><bdi>${id}</bdi></a> <span>drops</span></td>
      <td aria-colindex="9"><button>Kick</button></td>
      <td aria-colindex="3"><svg></svg><span>${state}</span></td>
      ${more}
    </tr>`
  document.body.innerHTML = `
    <p id="before">Before</p>
    <table>
      <thead><tr>
        <th aria-colindex="1"><input type="checkbox" /></th>
        <th aria-colindex="2"><button>Client ID</button></th>
        <th aria-colindex="9">Actions</th>
        <th aria-colindex="3"><button>Status</button></th>
      </tr></thead>
      <tbody>
        ${row('0012', 'Connected')}
        ${row('=1+1', 'Not\n connected', '<td aria-colindex="4">7</td>')}
        ${row('a<b>b', 'Connected').replace('<b>b', '&lt;b>b')}
      </tbody>
    </table>
    <p id="after">After</p>
    <input value="text" />`
  return () => (document.body.innerHTML = '')
})

/** What a copy of a selection puts on the clipboard; null if the browser copies as it always does. */
function copy(from: string, to: string, end = 1): { text: string; html: string } | null {
  const range = document.createRange()
  range.setStart(document.querySelector(from) as Element, 0)
  range.setEnd(document.querySelector(to) as Element, end)
  document.getSelection()?.removeAllRanges()
  document.getSelection()?.addRange(range)
  const clipboardData = new DataTransfer()
  const event = new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true })
  const isDefault = document.querySelector('td')?.dispatchEvent(event)
  if (isDefault !== false) return null
  return { text: clipboardData.getData('text/plain'), html: clipboardData.getData('text/html') }
}

it('rows are copied with tabs, in the order of the columns, without controls', () => {
  const copied = copy('tbody tr:nth-child(1) bdi', 'tbody tr:nth-child(3) span')
  expect(copied?.text).toBe(
    "0012 drops\tConnected\n'=1+1 drops\tNot connected\na<b>b drops\tConnected",
  )
})

it('heads are copied with their rows', () => {
  const copied = copy('thead tr', 'tbody tr:nth-child(1) td:last-child')
  expect(copied?.text).toBe('Client ID\tStatus\n0012 drops\tConnected')
})

it('the table is plain, its texts are no markup, and its numbers stay text', () => {
  const holder = document.createElement('div')
  holder.innerHTML = copy('tbody tr:nth-child(1) bdi', 'tbody tr:nth-child(3) span')?.html ?? ''
  const cells = [...holder.querySelectorAll('td')]
  expect(cells.map(({ textContent }) => textContent)).toEqual([
    '0012 drops',
    'Connected',
    "'=1+1 drops",
    'Not connected',
    'a<b>b drops',
    'Connected',
  ])
  expect(holder.querySelectorAll('button, a, bdi, b, svg')).toHaveLength(0)
  for (const cell of cells) expect(cell.getAttribute('style')).toContain("'\\@'")
})

it('a row that the selection ends before is not copied', () => {
  const copied = copy('tbody tr:nth-child(1)', 'tbody tr:nth-child(2)', 0)
  expect(copied?.text).toBe('0012 drops\tConnected')
})

it('the text within a cell, and text outside tables, are copied as always', () => {
  expect(copy('tbody bdi', 'tbody bdi')).toBeNull()
  expect(copy('#before', '#before')).toBeNull()
  expect(copy('#before', '#after')).toBeNull()
})
