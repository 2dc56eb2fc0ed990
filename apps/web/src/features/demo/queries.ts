import type { Demo, DemoAction } from '@perigee/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { callApi } from '../../api/call.ts'
import { apiKey, apiQuery } from '../../api/queries.ts'

export type DemoData = NonNullable<Demo['data']['demo']>

const CALL = { route: 'demo' } as const

/** Null while what is shown is real, and while nobody has said otherwise. */
export function useDemo(): DemoData | null {
  return useQuery(apiQuery<Demo['data']>(CALL)).data?.data.demo ?? null
}

/** Starts or stops a scenario; the answer is the new state of all. */
export function useScenarioAction() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ scenario, action }: { scenario: string } & DemoAction) =>
      callApi<Demo['data']>({ route: 'demoScenario', params: { scenario }, body: { action } }),
    onSuccess: (answer) => client.setQueryData(apiKey(CALL), answer),
  })
}
