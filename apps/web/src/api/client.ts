import { QueryClient } from '@tanstack/react-query'
import { pollInterval } from './queries.ts'

/** One cache for the page. Structural sharing (the default) keeps unchanged parts, so that a refresh repaints little. */
export function createClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: false,
        staleTime: 2_000,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: true,
        refetchOnReconnect: false,
        refetchInterval: (query) => pollInterval(query as never),
        refetchIntervalInBackground: false,
      },
    },
  })
}
