import type { Api } from '../wire/index.ts'
import type { Client } from './ask.ts'

/** Who is asked. `leader` and `other`: of partition 0 of the topic `one`; the controller only with ZooKeeper, else any. */
export type Asked = 'any' | 'controller' | 'leader' | 'other' | 'coordinator' | 'coordinator-of-nobody'

/** One question that real Kafka and the fleet must answer alike, in every version that both offer. */
export interface Question {
  readonly name: string
  readonly apiKey: number
  readonly asked: Asked
  /** Newest that is asked; for what a newer version changed in a way that is another question. */
  readonly until: number
  readonly since: number
  ask(client: Client, version: number): Promise<unknown>
}

export interface QuestionOptions {
  readonly asked?: Asked
  readonly since?: number
  readonly until?: number
}

export function question<Req, ReqIn, Res, ResIn>(
  name: string,
  [api, request, options = {}]: readonly [Api<Req, ReqIn, Res, ResIn>, (version: number) => ReqIn, QuestionOptions?],
): Question {
  const { asked = 'any', since = 0, until = Number.POSITIVE_INFINITY } = options
  return {
    name: `${api.name}: ${name}`,
    apiKey: api.key,
    asked,
    since,
    until,
    ask: (client, version) => client.ask(api, version, request(version)),
  }
}
