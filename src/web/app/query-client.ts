import { notifyManager, QueryClient } from '@tanstack/react-query'

/** Queries ask again by their own interval: a failure shows at once, and heals by itself. */
export function createQueryClient(): QueryClient {
  // By default an answer is shown after a timer, which comes some ms later.
  notifyManager.setScheduler(queueMicrotask)
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        staleTime: 2_000,
        // A browser's idea of being online says nothing about a broker on the same machine or LAN.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
}
