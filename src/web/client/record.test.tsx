import { expect, it } from 'vitest'
import type { Client } from '../../contract/client.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { ClientRecord } from './record.tsx'

function renderRecord(record: Client & Record<string, unknown>) {
  return renderApp(<ClientRecord record={record} watch={null} heading={null} />)
}

const bare = { clientid: 'a', node: 'emqx@10.0.0.1', connected: false }

it('shows each missing field as not reported', async () => {
  const screen = await renderRecord(bare)
  const traffic = screen.getByRole('region', { name: 'Traffic' })
  await expect
    .element(traffic.getByRole('row', { name: /Bytes/ }))
    .toHaveTextContent('Bytes–not reported–not reported')
  const delivery = screen.getByRole('region', { name: 'Delivery' })
  await expect.element(delivery).toHaveTextContent('Queuenot reported')
  expect(screen.container.querySelectorAll('[role=meter]')).toHaveLength(0)
})

it('puts the broker’s codes into words', async () => {
  const screen = await renderRecord({
    ...bare,
    username: 'undefined',
    mountpoint: 'undefined',
    keepalive: 0,
    expiry_interval: 4294967295,
    connected_at: '2026-11-23 09:28:55',
    inflight: 3,
    max_inflight: 0,
    mqueue_len: 1,
    mqueue_dropped: 1,
  })
  const connection = screen.getByRole('region', { name: 'Connection' })
  await expect.element(connection).toHaveTextContent('Usernamenone')
  await expect.element(connection).toHaveTextContent('Mountpointnone')
  await expect.element(connection).toHaveTextContent('Keepaliveoff')
  await expect.element(connection).toHaveTextContent('2026-11-23 09:28:55 broker time')
  await expect
    .element(screen.getByRole('region', { name: 'Session' }))
    .toHaveTextContent('Session expirynever')
  const delivery = screen.getByRole('region', { name: 'Delivery' })
  await expect.element(delivery).toHaveTextContent('Inflight3 (no limit)')
  await expect.element(delivery).toHaveTextContent('Queue1 (not reported)')
  await expect.element(delivery).toHaveTextContent('Queue dropped1 message')
})

it('shows the heap in bytes: EMQX gives words of 8', async () => {
  const screen = await renderRecord({ ...bare, heap_size: 1598 })
  await expect
    .element(screen.getByRole('region', { name: 'Process' }))
    .toHaveTextContent('Heap12.8 kB')
})

it('shows a full queue as a meter', async () => {
  const screen = await renderRecord({ ...bare, mqueue_len: 1200, max_mqueue: 1000 })
  const meter = screen.getByRole('meter', { name: 'Queue' })
  await expect.element(meter).toHaveAttribute('aria-valuemax', '1000')
  await expect.element(screen.getByText('1,200 of 1,000')).toBeVisible()
})

it('shows unknown fields as text', async () => {
  const screen = await renderRecord({ ...bare, shoe_size: 44, note: '<b>\u202e', deep: { a: [1] } })
  const other = screen.getByRole('region', { name: 'Other fields' })
  await expect.element(other).toHaveTextContent('shoe_size44')
  await expect.element(other).toHaveTextContent('note"<b>U+202E"')
  await expect.element(other).toHaveTextContent('deep{"a":[1]}')
})
