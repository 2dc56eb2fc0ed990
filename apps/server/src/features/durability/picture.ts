// The facts and the assessment that a what-if is answered from, prepared in slices.
import { type Assessment, prepareWhatIf } from '@perigee/domain'
import { sharedSlices } from '../../facts/slices.ts'
import type { ClusterState } from '../../facts/state.ts'

/** Where preparing takes a quarter of a second, a picture of the last seconds serves everybody who asks meanwhile. */
const LARGE_PARTITIONS = 20_000
const SERVES_MS = 15_000
/** Older than this it still serves, and the next one is prepared meanwhile: nobody waits but the first. */
const RENEWED_AFTER_MS = 5_000

interface Picture {
  readonly facts: ClusterState['facts']
  readonly assessment: Assessment | null
}

type Prepared = Picture & { readonly assessment: Assessment; readonly preparedAt: number }

/**
 * Gives a cluster's picture with all that what-ifs share prepared: once per assessment, when somebody asks. Of a large
 * cluster that of the last seconds, while nothing has gone wrong or been mended in between.
 */
export function preparedPictures(): (cluster: ClusterState, now: number) => Promise<Picture> {
  const inSlices = sharedSlices<Assessment>()
  const large = new Map<string, Prepared>()
  return async ({ name, facts, assessment }, now) => {
    if (assessment === null) return { facts, assessment }
    const prepare = async () => {
      await inSlices(assessment, facts, () => prepareWhatIf(facts, assessment))
      if (assessment.topology.partitions.count >= LARGE_PARTITIONS)
        large.set(name, { facts, assessment, preparedAt: now })
    }
    const last = large.get(name)
    if (last !== undefined && now - last.preparedAt < SERVES_MS && isAlike(last.assessment, assessment)) {
      // What goes wrong in it is told to whoever has to wait for it.
      if (now - last.preparedAt > RENEWED_AFTER_MS) prepare().catch(() => undefined)
      return last
    }
    await prepare()
    // The picture that was prepared for: a newer one may have come meanwhile.
    return { facts, assessment }
  }
}

function isAlike({ counts: a }: Assessment, { counts: b }: Assessment): boolean {
  return a.offline === b.offline && a.underMinIsr === b.underMinIsr && a.underReplicated === b.underReplicated
}
