import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { ApiError } from '../api/api-error.ts'
import { en } from '../i18n/en.ts'
import { I18nProvider } from '../i18n/i18n.tsx'
import { LoadFailure } from './load-failure.tsx'

const title = 'Roster’s gateway cannot be reached'

it.each([
  [
    'that data is old, if there is any',
    Date.UTC(2026, 0, 2),
    /^No update since 2026-01-0[12] .*: /,
  ],
  ['no time, if nothing has been read', 0, /^/],
])('says %s', async (_, dataUpdatedAt, start) => {
  const query = {
    dataUpdatedAt,
    isFetching: false,
    isPlaceholderData: false,
    refetch: () => Promise.reject(new Error()),
  }
  const screen = await render(
    <I18nProvider initial={{ language: 'en', messages: en }} brokerTimeZone={null}>
      <LoadFailure query={query} error={new ApiError(new TypeError())} compact />
    </I18nProvider>,
  )
  const text = screen.getByText(title).element().textContent
  expect(text).toMatch(start)
  expect(text?.replace(start, '')).toBe(title)
})
