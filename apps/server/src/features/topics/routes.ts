import { Readable } from 'node:stream'
import { API, listQuerySchema, topicDetailSchema, topicsSchema } from '@perigee/contract'
import type { Assessment } from '@perigee/domain'
import { sharedSlices } from '../../facts/slices.ts'
import type { ClusterState, ConsoleState } from '../../facts/state.ts'
import { clusterParams, type FeatureApp, topicParams, typed } from '../route.ts'
import { clusterOf } from '../wire/refusal.ts'
import { topicView } from './detail.ts'
import { topicsCsv } from './export.ts'
import { prepareTopicTable } from './table.ts'
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
    async ({ params, query }) => topicsView(await withTable(clusterOf(state, params.cluster)), query, state.now()),
  )
  typed(app).get(
    API.topicsCsv,
    { schema: { summary: 'All topics that match, as CSV', params: clusterParams, querystring: listQuerySchema } },
    async ({ params, query }, reply) => {
      const cluster = await withTable(clusterOf(state, params.cluster))
      const { fileName, chunks } = topicsCsv(cluster, query, state.now())
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${fileName}"`)
        .send(Readable.from(chunks))
    },
  )
  typed(app).get(
    API.topic,
    { schema: { summary: 'One topic', params: topicParams, response: { 200: topicDetailSchema } } },
    async ({ params }) => topicView(await withTable(clusterOf(state, params.cluster)), params.topic, state.now()),
  )
}

const inSlices = sharedSlices<Assessment>()

/** The picture of this moment with its table made: while that was made, a newer picture may have come. */
async function withTable(cluster: ClusterState): Promise<ClusterState> {
  const { facts, assessment } = cluster
  if (assessment === null) return cluster
  await inSlices(assessment, facts.topicConfigs.value, () => prepareTopicTable(assessment, facts))
  return { ...cluster, facts, assessment }
}
