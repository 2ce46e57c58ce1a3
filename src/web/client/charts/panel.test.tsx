import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { userEvent, type Locator } from 'vitest/browser'
import '../../app/tokens.css'
import { renderApp } from '../../../testing/render-app.tsx'
import type { Language } from '../../i18n/i18n.tsx'
import { parseCsv } from '../../ui/files/parse-csv.test-data.ts'
import { ChartPanel } from './panel.tsx'
import type { ChartNumbers } from './spec.ts'
import { loadPlot, type LoadPlot } from './plot/use-plot-code.ts'

const START = new Date(2026, 10, 23, 9).getTime()

/** A sample every 15 s: the queue grows by one each time, and nothing is received after the 100th. */
function numbersOf(samples: number): ChartNumbers {
  const indices = Array.from({ length: samples }, (_, index) => index)
  return {
    times: indices.map((index) => START + index * 15_000),
    charts: [
      {
        id: 'queue',
        title: 'Queue',
        kind: 'count',
        max: 1000,
        series: [{ label: 'Waiting', colour: 'a', values: indices }],
      },
      {
        id: 'bytes',
        title: 'Bytes',
        kind: 'bytes-per-second',
        series: [
          { label: 'In', colour: 'a', values: indices.map((n) => (n > 100 ? null : 1500)) },
          { label: 'Out', colour: 'b', values: indices.map((n) => n * 10) },
        ],
      },
    ],
    events: [{ at: START + 9_000, label: 'Moved to \u202enode' }],
  }
}

interface PanelOptions {
  load?: LoadPlot
  language?: Language
}

async function renderPanel(
  first: ChartNumbers,
  { load = loadPlot, language = 'en' }: PanelOptions = {},
) {
  const panel = (numbers: ChartNumbers) => (
    <ChartPanel name="client-charts" subject="client" load={load} {...numbers} />
  )
  const screen = await renderApp(panel(first), { language })
  const show = (next: ChartNumbers) => screen.rerender(panel(next))
  return { screen, show, queue: screen.getByRole('figure', { name: 'Queue' }) }
}

async function hasPlots() {
  await expect.poll(() => document.querySelectorAll('canvas')).toHaveLength(2)
}

/** Waits until the pending charts are drawn. */
async function settle() {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
}

const plotOf = (figure: Locator) => figure.getByRole('img').element() as HTMLElement

const spyOnStrokes = () => vi.spyOn(CanvasRenderingContext2D.prototype, 'stroke')
let strokes: ReturnType<typeof spyOnStrokes>
beforeEach(() => {
  // On the day of the samples, so that times are shown without a date.
  vi.useFakeTimers({ toFake: ['Date'], now: START })
  strokes = spyOnStrokes()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  delete document.documentElement.dataset.theme
})

it('shows the last quarter of an hour, an hour, or all', async () => {
  const { screen, queue } = await renderPanel(numbersOf(481))
  await hasPlots()
  await expect.element(screen.getByText('10:45:00 to 11:00:00')).toBeVisible()
  await expect
    .element(queue.getByRole('img'))
    .toHaveAccessibleName(/Waiting: 480 now, lowest 420, highest 480\./)
  await screen.getByRole('radio', { name: '1 h' }).click()
  await expect.element(screen.getByText('10:00:00 to 11:00:00')).toBeVisible()
  await screen.getByRole('radio', { name: 'All' }).click()
  await expect.element(queue.getByRole('img')).toHaveAccessibleName(/lowest 0, highest 480/)
})

it('draws nothing again if nothing has changed', async () => {
  const numbers = numbersOf(40)
  const { show } = await renderPanel(numbers)
  await hasPlots()
  await settle()
  const drawn = strokes.mock.calls.length
  expect(drawn).toBeGreaterThan(0)
  await show({ ...numbers })
  await show({ ...numbers })
  await settle()
  expect(strokes).toHaveBeenCalledTimes(drawn)
  await show(numbersOf(41))
  await settle()
  expect(strokes.mock.calls.length).toBeGreaterThan(drawn)
})

it('stands still while it is paused, shows since when, and catches up', async () => {
  const { screen, show, queue } = await renderPanel(numbersOf(40))
  await hasPlots()
  await screen.getByRole('button', { name: 'Pause' }).click()
  await settle()
  const drawn = strokes.mock.calls.length
  await show(numbersOf(43))
  await settle()
  expect(strokes).toHaveBeenCalledTimes(drawn)
  await expect.element(screen.getByText(/^Paused at .*; 3 newer samples$/)).toBeVisible()
  await expect.element(queue).toHaveTextContent('Waiting 39')
  await screen.getByRole('button', { name: 'Resume' }).click()
  await expect.element(queue).toHaveTextContent('Waiting 42')
})

it('has one crosshair for all charts, which keys move and screen readers announce', async () => {
  const { screen, queue } = await renderPanel(numbersOf(40))
  await hasPlots()
  plotOf(queue).focus()
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}')
  await expect.element(queue).toHaveTextContent('Queue09:09:30Waiting 38')
  const bytes = screen.getByRole('figure', { name: 'Bytes' })
  await expect.element(bytes).toHaveTextContent('Bytes09:09:30In 1.5 kB/sOut 380 B/s')
  await expect.element(queue.getByRole('status')).toHaveTextContent(/09:09:30, Waiting 38$/)
  await userEvent.keyboard('{Home}{ArrowRight}')
  await expect.element(queue).toHaveTextContent('09:00:15 · Moved to ⟨U+202E⟩nodeWaiting 1')
  await userEvent.keyboard('{End}{ArrowRight}')
  await expect.element(queue.getByRole('status')).toHaveTextContent(/Waiting 39$/)
  await userEvent.tab()
  await userEvent.tab()
  await expect.element(bytes).toHaveTextContent('BytesIn 1.5 kB/sOut 390 B/s')
})

it('moves the crosshair with the pointer', async () => {
  const { screen, queue } = await renderPanel(numbersOf(40))
  await hasPlots()
  const over = plotOf(queue).querySelector('.u-over')
  if (!over) throw new Error('no plot')
  await userEvent.hover(over, { position: { x: 1, y: 20 } })
  await expect.element(queue).toHaveTextContent(/Waiting 0/)
  await expect
    .element(screen.getByRole('figure', { name: 'Bytes' }))
    .toHaveTextContent(/Bytes.*09:00:00.*Out 0 B/)
})

it('zooms all charts to the dragged span, until Escape', async () => {
  const { screen, queue } = await renderPanel(numbersOf(41))
  await hasPlots()
  const over = plotOf(queue).querySelector('.u-over')
  if (!over) throw new Error('no plot')
  const whole = screen.getByText('09:00:00 to 09:10:00')
  await expect.element(whole).toBeVisible()
  const { width } = over.getBoundingClientRect()
  await userEvent.dragAndDrop(over, over, {
    sourcePosition: { x: width / 2, y: 30 },
    targetPosition: { x: width - 1, y: 30 },
  })
  const reset = screen.getByRole('button', { name: 'Reset zoom' })
  await expect.element(reset).toBeVisible()
  await expect
    .element(screen.getByRole('figure', { name: 'Bytes' }).getByRole('img'))
    .toHaveAccessibleName(/Out: 3\d\d B\/s now, lowest 2[01]0 B\/s/)
  plotOf(queue).focus()
  await userEvent.keyboard('{Escape}')
  await expect.element(whole).toBeVisible()
  await expect.element(reset).not.toBeInTheDocument()
})

it('has the same numbers as a table, newest first, in pages', async () => {
  const { screen } = await renderPanel(numbersOf(130))
  await screen.getByRole('radio', { name: 'All' }).click()
  await screen.getByRole('button', { name: 'Show as table' }).click()
  await expect.element(screen.getByRole('figure')).not.toBeInTheDocument()
  const table = screen.getByRole('table', { name: 'What the charts show, newest first' })
  await expect.element(table.getByRole('row').nth(2)).toHaveTextContent('09:32:15129–1.3 kB/s')
  await expect.element(table.getByRole('columnheader', { name: 'Waiting' })).toBeVisible()
  expect(table.getByRole('row').elements()).toHaveLength(82)
  await screen.getByRole('button', { name: 'Older' }).click()
  await expect.element(screen.getByText('81–130 of 130')).toBeVisible()
  await expect
    .element(table.getByRole('row', { name: /09:00:15/ }))
    .toHaveTextContent('11.5 kB/s10 B/sMoved to ⟨U+202E⟩node')
  await screen.getByRole('button', { name: 'Show as charts' }).click()
  await expect.element(screen.getByRole('figure', { name: 'Queue' })).toBeVisible()
  await expect.element(table).not.toBeInTheDocument()
})

/** Presses a button that saves a file, and returns the file. */
async function saveWith(button: Locator) {
  const made = vi.spyOn(URL, 'createObjectURL').mockReturnValue('about:blank')
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue()
  await button.click()
  await expect.poll(() => click).toHaveBeenCalledOnce()
  const [link] = click.mock.contexts as HTMLAnchorElement[]
  return { name: link?.download, blob: made.mock.calls[0]?.[0] as Blob }
}

it('saves the shown charts as CSV', async () => {
  const { screen } = await renderPanel(numbersOf(481))
  const button = screen.getByRole('button', { name: 'Save what is shown as CSV' })
  const { name, blob } = await saveWith(button)
  expect(name).toMatch(/^roster-client-charts-[-\d]+\.csv$/)
  const [header, ...rows] = parseCsv(await blob.text())
  expect(header).toEqual(['Time', 'Queue: Waiting', 'Bytes: In', 'Bytes: Out', 'Events'])
  expect(rows.map(([, waiting]) => Number(waiting))).toEqual(
    Array.from({ length: 61 }, (_, index) => 420 + index),
  )
})

it('saves the shown charts as an image', async () => {
  document.documentElement.dataset.theme = 'dark'
  const { screen } = await renderPanel(numbersOf(40))
  await hasPlots()
  await settle()
  const button = screen.getByRole('button', { name: 'Save what is shown as PNG' })
  const { name, blob } = await saveWith(button)
  expect(name).toMatch(/^roster-client-charts-[-\d]+\.png$/)
  const context = new OffscreenCanvas(400, 300).getContext('2d')
  context?.drawImage(await createImageBitmap(blob), 0, 0)
  const { data = [] } = context?.getImageData(0, 0, 400, 300) ?? {}
  expect(Array.from(data).slice(0, 4)).toEqual([0x1b, 0x1f, 0x26, 255])
  // Only a line has this colour.
  const isLine = (at: number) => data[at] === 0x6c && data[at + 1] === 0xb1 && data[at + 2] === 0xff
  expect(Array.from(data.keys()).some((at) => at % 4 === 0 && isLine(at))).toBe(true)
})

it('changes its colours with the theme', async () => {
  document.documentElement.dataset.theme = 'light'
  await renderPanel(numbersOf(40))
  await hasPlots()
  await settle()
  const used: unknown[] = []
  strokes.mockImplementation(function stroke(this: CanvasRenderingContext2D) {
    used.push(this.strokeStyle)
  })
  document.documentElement.dataset.theme = 'dark'
  await expect.poll(() => used).toContain('#6cb1ff')
  expect(used).not.toContain('#0b66c3')
})

it('shows titles, numbers and table if the code cannot be loaded, and tries again', async () => {
  let fails = true
  const load: LoadPlot = () => (fails ? Promise.reject(new Error('offline')) : loadPlot())
  const { screen, queue } = await renderPanel(numbersOf(40), { load })
  await expect.element(screen.getByRole('alert')).toHaveTextContent('could not be loaded')
  await expect.element(queue).toHaveTextContent('Waiting 39')
  const { height } = plotOf(queue).getBoundingClientRect()
  fails = false
  await screen.getByRole('button', { name: 'Try again' }).click()
  await hasPlots()
  await expect.element(screen.getByRole('alert')).not.toBeInTheDocument()
  expect(plotOf(queue).getBoundingClientRect().height).toBe(height)
})

it('says that there are no numbers, in Chinese as well', async () => {
  const { screen, queue } = await renderPanel(
    { ...numbersOf(0), events: [] },
    { language: 'zh-CN' },
  )
  await hasPlots()
  await expect.element(queue.getByText('暂无数据')).toBeVisible()
  await expect.element(screen.getByRole('radio', { name: '15 分钟' })).toBeChecked()
})

it('folds charts that are 0 while all is well, and opens them for any other number', async () => {
  const { times, charts, events } = numbersOf(40)
  const [queue, bytes] = charts
  if (!queue || !bytes) throw new Error('no charts')
  const dropped = (values: number[]) => ({
    ...queue,
    id: 'dropped',
    title: 'Dropped',
    fold: 'while-zero' as const,
    series: [{ label: 'Dropped', colour: 'a' as const, values }],
  })
  const heap = { ...queue, id: 'heap', title: 'Heap', fold: 'always' as const }
  const { screen, show } = await renderPanel({
    times,
    events,
    charts: [queue, dropped([0, 0, 0]), heap],
  })
  const figure = (name: string) => screen.getByRole('figure', { name })
  const more = screen.getByRole('button', { name: '2 more charts' })
  await expect.element(more).toHaveAttribute('aria-expanded', 'false')
  await expect.element(figure('Queue')).toBeVisible()
  await expect.element(figure('Heap')).not.toBeInTheDocument()
  await show({ times, events, charts: [queue, dropped([0, 2, 0]), heap] })
  await expect.element(figure('Dropped')).toBeVisible()
  await more.click()
  await expect.element(figure('Dropped')).not.toBeInTheDocument()
})

it('says when the first rate is due', async () => {
  const { times, events, charts } = numbersOf(1)
  const rates = charts.map((chart) => ({
    ...chart,
    series: chart.series.map((series) => ({ ...series, values: [null] })),
  }))
  const screen = await renderApp(
    <ChartPanel name="a" {...{ times, events }} charts={rates} nextAt={START + 11_000} />,
  )
  const bytes = screen.getByRole('figure', { name: 'Bytes' })
  await expect.element(bytes.getByText('First rate in 11s')).toBeVisible()
  await expect
    .element(screen.getByRole('figure', { name: 'Queue' }).getByText('No data yet'))
    .toBeVisible()
  vi.setSystemTime(START + 12_000)
  await expect.element(bytes.getByText('First rate after its next activity')).toBeVisible()
})
