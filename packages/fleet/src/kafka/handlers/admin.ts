// What administers a cluster.
import type { Handler } from '../handler.ts'
import { alterConfigsHandler } from './alter-configs.ts'
import { describeConfigsHandler } from './describe-configs.ts'
import { incrementalAlterConfigsHandler } from './incremental-alter-configs.ts'

export const ADMIN_HANDLERS: readonly Handler[] = [
  describeConfigsHandler,
  alterConfigsHandler,
  incrementalAlterConfigsHandler,
]
