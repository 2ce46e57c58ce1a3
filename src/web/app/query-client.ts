import { notifyManager, QueryClient } from '@tanstack/react-query'

/** No retries: a failure shows at once, and each query asks again by its own interval. */
export function createQueryClient(): QueryClient {
  // By default React Query tells of an answer after a timer, some ms later.
  notifyManager.setScheduler(queueMicrotask)
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        staleTime: 2_000,
        // A browser that calls itself offline may still reach a broker on the same machine or LAN.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
}
