import { INCREMENTAL_ALTER_CONFIGS } from '../../apis/incremental-alter-configs.ts'
import { apply, type ConfigChange, changed, type Target, targetOf } from '../configs/changes.ts'
import type { Refusal } from '../configs/resource.ts'
import { handler, type RequestContext } from '../handler.ts'

/** IncrementalAlterConfigs (KIP-339): sets, deletes, appends and subtracts; `validateOnly` changes nothing. */
export const incrementalAlterConfigsHandler = handler(INCREMENTAL_ALTER_CONFIGS, (request, context) => ({
  responses: request.resources.map((asked) => {
    const { resourceType, resourceName, configs } = asked
    const result = alter(asked, { isDry: request.validateOnly, context, changes: () => configs })
    return { resourceType, resourceName, ...result }
  }),
}))

interface Alteration {
  readonly isDry: boolean
  readonly context: RequestContext
  changes(target: Target): readonly ConfigChange[]
}

/** Error code and message of one resource. */
export function alter(
  asked: { readonly resourceType: number; readonly resourceName: string },
  { isDry, context, changes }: Alteration,
): { errorCode: number; errorMessage: string | null } {
  const target = targetOf(asked, context)
  if ('kind' in target) return told(target)
  const next = changed(target, changes(target), context.cluster.identity)
  if (!(next instanceof Map)) return told(next)
  if (!isDry) apply(target, next, context.cluster)
  return { errorCode: 0, errorMessage: null }
}

function told({ errorCode, errorMessage }: Refusal) {
  return { errorCode, errorMessage: errorMessage === '' ? null : errorMessage }
}
