import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { MemoryRouter } from 'react-router-dom'
import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { brokerQueries } from '../../api/broker-queries.ts'
import { en } from '../../i18n/en.ts'
import { I18nProvider } from '../../i18n/i18n.tsx'
import { ListAddressProvider } from '../../list-address/list-address.tsx'
import { OnlyHint } from './only-hint.tsx'

/** The hint for an address, beside a broker that knows thresholds or does not. */
async function renderHint(address: string, knowsThresholds: boolean) {
  const queryClient = new QueryClient()
  queryClient.setQueryData(brokerQueries.knowsThresholds.queryKey, knowsThresholds)
  return render(
    <MemoryRouter initialEntries={[`/clients?${address}`]}>
      <QueryClientProvider client={queryClient}>
        <I18nProvider initial={{ language: 'en', messages: en }} brokerTimeZone={null}>
          <ListAddressProvider>
            <OnlyHint shown={3} total={1000} />
          </ListAddressProvider>
        </I18nProvider>
      </QueryClientProvider>
    </MemoryRouter>,
  )
}

it('says how much of the page is left, and that the broker cannot do better', async () => {
  const screen = await renderHint('trouble=window&_page=2', true)
  const hint = screen.getByRole('status')
  await expect.element(hint).toHaveTextContent('Of this page only: 3 of 1,000 rows.')
  await expect.element(hint).toHaveTextContent('The broker has no filter for it.')
  await expect
    .element(hint.getByRole('link', { name: 'Look at 10,000 rows a page' }))
    .toHaveAttribute('href', '/clients?_limit=10000&trouble=window')
})

it('leads to the broker’s own filter where there is one', async () => {
  const screen = await renderHint('trouble=backlog&conn_state=disconnected', true)
  await expect
    .element(screen.getByRole('link', { name: 'Let the broker look for all of them' }))
    .toHaveAttribute('href', '/clients?conn_state=disconnected&_gte_mqueue_len=1&sort=-mqueue_len')
})

it('does not lead to a filter that the broker would ignore', async () => {
  const screen = await renderHint('trouble=backlog', false)
  await expect.element(screen.getByText('The broker has no filter for it.')).toBeVisible()
})

it('offers no larger page than the largest', async () => {
  const screen = await renderHint('trouble=window&_limit=10000', true)
  await expect.element(screen.getByRole('status')).toBeVisible()
  expect(screen.getByRole('link').elements()).toEqual([])
})

it('is not there where the page is not narrowed', async () => {
  const screen = await renderHint('conn_state=connected', true)
  expect(screen.getByRole('status').elements()).toEqual([])
})
