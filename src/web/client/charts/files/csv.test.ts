import { expect, it } from 'vitest'
import { parseCsv } from '../../../ui/files/parse-csv.test-data.ts'
import { chartsToCsv } from './csv.ts'

it('is a row for each sample that is shown, with empty cells for what is not there', async () => {
  const times = [0, 15_000, 30_000].map((ms) => Date.UTC(2026, 10, 23, 9) + ms)
  const blob = await chartsToCsv(
    {
      times,
      charts: [
        {
          id: 'queue',
          title: 'Queue',
          kind: 'count',
          series: [{ label: 'waiting', colour: 'a', values: [1, 2, 3] }],
        },
        {
          id: 'bytes',
          title: 'Bytes',
          kind: 'bytes-per-second',
          series: [
            { label: 'in', colour: 'a', values: [null, null, 1234.5] },
            { label: 'out', colour: 'b', values: [null, 0, 7] },
          ],
        },
      ],
      events: [],
      labels: new Map([[2, ['kicked', '=1+1, "back"']]]),
      span: { from: times[1] ?? 0, to: times[2] ?? 0 },
    },
    { time: 'Time', events: 'Events' },
  )
  const text = Buffer.from(await blob.arrayBuffer()).toString()
  expect(parseCsv(text.slice(1))).toEqual([
    ['Time', 'Queue: waiting', 'Bytes: in', 'Bytes: out', 'Events'],
    ['2026-11-23T09:00:15.000Z', '2', '', '0', ''],
    ['2026-11-23T09:00:30.000Z', '3', '1234.5', '7', `kicked;' =1+1, "back"`],
  ])
})
