import { LIST_GROUPS } from '../../apis/list-groups.ts'
import { coordinatedBy } from '../../world/operations/groups.ts'
import { ErrorCode } from '../error-code.ts'
import { handler } from '../handler.ts'

/**
 * ListGroups: each broker lists what it coordinates. While it still reads some partition of `__consumer_offsets` it says
 * so (14), up to 3.9 with the groups it knows already, from 4.0 on without any.
 */
export const listGroupsHandler = handler(LIST_GROUPS, ({ statesFilter, typesFilter }, { cluster, node, errors }) => {
  const told = errors.codeFor(LIST_GROUPS.key, null, null)
  if (told !== 0) return { errorCode: told, groups: [] }
  const { groups, isLoading } = coordinatedBy(cluster, node.id)
  const errorCode = isLoading ? ErrorCode.COORDINATOR_LOAD_IN_PROGRESS : ErrorCode.NONE
  if (isLoading && Number.parseFloat(cluster.identity.release) >= 4) return { errorCode, groups: [] }
  const states = lowerCased(statesFilter)
  const types = lowerCased(typesFilter)
  return {
    errorCode,
    groups: groups
      .filter((one) => states.size === 0 || states.has(one.state.toLowerCase()))
      .filter((one) => types.size === 0 || types.has(one.type))
      .map(({ id, protocolType, state, type }) => ({
        groupId: id,
        protocolType,
        groupState: state,
        groupType: type,
      })),
  }
})

function lowerCased(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => name.toLowerCase()))
}
