import { Readable } from 'node:stream'
import { API, listQuerySchema, topicDetailSchema, topicsSchema } from '@perigee/contract'
import type { ConsoleState } from '../../facts/state.ts'
import { clusterParams, type FeatureApp, topicParams, typed } from '../route.ts'
import { clusterOf } from '../wire/refusal.ts'
import { topicView } from './detail.ts'
import { topicsCsv } from './export.ts'
import { topicsView } from './view.ts'

export function topicRoutes(app: FeatureApp, state: ConsoleState): void {
  typed(app).get(
    API.topics,
    {
      schema: {
        summary: 'Topics of a cluster, filtered and sorted, one window',
        params: clusterParams,
        querystring: listQuerySchema,
        response: { 200: topicsSchema },
      },
    },
    ({ params, query }) => topicsView(clusterOf(state, params.cluster), query, state.now()),
  )
  typed(app).get(
    API.topicsCsv,
    { schema: { summary: 'All topics that match, as CSV', params: clusterParams, querystring: listQuerySchema } },
    ({ params, query }, reply) => {
      const { fileName, chunks } = topicsCsv(clusterOf(state, params.cluster), query, state.now())
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${fileName}"`)
        .send(Readable.from(chunks))
    },
  )
  typed(app).get(
    API.topic,
    { schema: { summary: 'One topic', params: topicParams, response: { 200: topicDetailSchema } } },
    ({ params }) => topicView(clusterOf(state, params.cluster), params.topic, state.now()),
  )
}
