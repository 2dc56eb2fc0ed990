import { API, whatIfQuerySchema, whatIfSchema } from '@perigee/contract'
import { type Assessment, prepareWhatIf } from '@perigee/domain'
import { sharedSlices } from '../../facts/slices.ts'
import type { ClusterState, ConsoleState } from '../../facts/state.ts'
import { clusterParams, type FeatureApp, typed } from '../route.ts'
import { clusterOf } from '../wire/refusal.ts'
import { whatIfView } from './view.ts'

const inSlices = sharedSlices<Assessment>()

/** Where preparing takes a quarter of a second, a picture of the last seconds serves everybody who asks meanwhile. */
const LARGE_PARTITIONS = 20_000
const SERVES_MS = 15_000
/** Older than this it still serves, and the next one is prepared meanwhile: nobody waits but the first. */
const RENEWED_AFTER_MS = 5_000

interface Picture {
  readonly facts: ClusterState['facts']
  readonly assessment: Assessment
  readonly preparedAt: number
}

export function durabilityRoutes(app: FeatureApp, state: ConsoleState): void {
  const pictures = new Map<string, Picture>()
  typed(app).get(
    API.whatIf,
    {
      schema: {
        summary: 'What a loss of brokers, racks, data centres or controllers would do',
        params: clusterParams,
        querystring: whatIfQuerySchema,
        response: { 200: whatIfSchema },
      },
    },
    async ({ params, query }) => {
      const cluster = clusterOf(state, params.cluster)
      const picture = await pictureOf(cluster, pictures, state.now())
      return whatIfView({ ...cluster, ...picture }, query.lose, state.now())
    },
  )
}

/**
 * Facts and assessment for which all that a what-if shares is prepared: once per assessment, when somebody asks, in
 * slices. Of a large cluster those of the last seconds, while its status and its brokers are the same.
 */
async function pictureOf(cluster: ClusterState, pictures: Map<string, Picture>, now: number) {
  const { name, facts, assessment } = cluster
  if (assessment === null) return { facts, assessment }
  const last = pictures.get(name)
  const isLarge = assessment.topology.partitions.count >= LARGE_PARTITIONS
  const prepare = async () => {
    await inSlices(assessment, facts, () => prepareWhatIf(facts, assessment))
    if (isLarge) pictures.set(name, { facts, assessment, preparedAt: now })
  }
  const ageMs = last === undefined ? Number.POSITIVE_INFINITY : now - last.preparedAt
  if (isLarge && last !== undefined && ageMs < SERVES_MS && isAlike(last.assessment, assessment)) {
    // What goes wrong in it is told to whoever has to wait for it.
    if (ageMs > RENEWED_AFTER_MS) prepare().catch(() => undefined)
    return last
  }
  await prepare()
  // The picture that was prepared for: a newer one may have come meanwhile.
  return { facts, assessment }
}

/** Nothing has gone wrong or been mended in between. */
function isAlike({ counts: a }: Assessment, { counts: b }: Assessment): boolean {
  return a.offline === b.offline && a.underMinIsr === b.underMinIsr && a.underReplicated === b.underReplicated
}
