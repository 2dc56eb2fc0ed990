import { ALTER_CONFIGS } from '../../apis/alter-configs.ts'
import { settingsTurn } from '../admin-turn.ts'
import { Operation } from '../configs/changes.ts'
import { handler } from '../handler.ts'
import { alter } from './incremental-alter-configs.ts'

/** AlterConfigs: what is named is set, everything else of the resource is set back. */
export const alterConfigsHandler = handler(ALTER_CONFIGS, async (request, context) => {
  const turn = await settingsTurn(context)
  return {
    responses: request.resources.map((asked) => {
      const { resourceType, resourceName, configs } = asked
      const set = configs.map((one) => ({ ...one, configOperation: Operation.SET }))
      const named = new Set(configs.map(({ name }) => name))
      const result = alter(asked, {
        apiKey: ALTER_CONFIGS.key,
        turn,
        isDry: request.validateOnly,
        context,
        changes: ({ own }) => [...set, ...[...own.keys()].filter((name) => !named.has(name)).map(unset)],
      })
      return { resourceType, resourceName, ...result }
    }),
  }
})

function unset(name: string) {
  return { name, configOperation: Operation.DELETE, value: null }
}
