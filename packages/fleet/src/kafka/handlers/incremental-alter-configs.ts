import { INCREMENTAL_ALTER_CONFIGS } from '../../apis/incremental-alter-configs.ts'
import { settingsTurn, turnMessage } from '../admin-turn.ts'
import { apply, type ConfigChange, changed, type Target, targetOf } from '../configs/changes.ts'
import { type Refusal, ResourceType, refused } from '../configs/resource.ts'
import { ErrorCode } from '../error-code.ts'
import { handler, type RequestContext } from '../handler.ts'

/** IncrementalAlterConfigs (KIP-339): sets, deletes, appends and subtracts; `validateOnly` changes nothing. */
export const incrementalAlterConfigsHandler = handler(INCREMENTAL_ALTER_CONFIGS, async (request, context) => {
  const { key: apiKey } = INCREMENTAL_ALTER_CONFIGS
  const isDry = request.validateOnly
  const turn = await settingsTurn(context)
  return {
    responses: request.resources.map((asked) => {
      const { resourceType, resourceName, configs } = asked
      const result = alter(asked, { apiKey, turn, isDry, context, changes: () => configs })
      return { resourceType, resourceName, ...result }
    }),
  }
})

interface Alteration {
  readonly apiKey: number
  /** Why nothing may be changed now; 0 when it may. */
  readonly turn: number
  readonly isDry: boolean
  readonly context: RequestContext
  changes(target: Target): readonly ConfigChange[]
}

/** Error code and message of one resource. */
export function alter(
  asked: { readonly resourceType: number; readonly resourceName: string },
  { apiKey, turn, isDry, context, changes }: Alteration,
): { errorCode: number; errorMessage: string | null } {
  const topic = asked.resourceType === ResourceType.TOPIC ? asked.resourceName : null
  const refusal = context.errors.codeFor(apiKey, topic, null) || turn
  if (refusal !== 0) return told(refused(refusal, turnMessage(refusal)))
  const target = targetOf(asked, context)
  if ('kind' in target) return told(target)
  const next = changed(target, changes(target), context.cluster.identity)
  if (!(next instanceof Map)) return told(next)
  if (!isDry) apply(target, next, context.cluster)
  return { errorCode: ErrorCode.NONE, errorMessage: null }
}

function told({ errorCode, errorMessage }: Refusal) {
  return { errorCode, errorMessage: errorMessage === '' ? null : errorMessage }
}
