import type { TopicDetail, Topics } from '@perigee/contract'
import type { ApiQuery } from '../../api/call.ts'
import { apiQuery } from '../../api/queries.ts'
import { WINDOW_ROWS } from '../../ui/table/windows.ts'

export type TopicsData = Topics['data']
export type TopicData = TopicDetail['data']

/** 200 topics of a filtered, sorted list. */
export function topicsWindow(cluster: string, query: ApiQuery, offset: number) {
  return apiQuery<TopicsData>({ route: 'topics', params: { cluster }, query: { ...query, offset, limit: WINDOW_ROWS } })
}

export function topicQuery(cluster: string, topic: string) {
  return apiQuery<TopicData>({ route: 'topic', params: { cluster, topic } })
}
