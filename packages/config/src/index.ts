// Configuration: schema, loading, redaction, check.
export { checkReport } from './check.ts'
export { type EffectiveEntry, environmentName } from './effective.ts'
export { type ConfigFlags, type LoadInput, type LoadResult, loadConfig } from './load.ts'
export { NO_ENSEMBLE, NO_METRICS } from './metrics.ts'
export type { ConfigProblem } from './problems.ts'
export { redactor } from './redact.ts'
export { DEFAULT_HISTORY, DEFAULT_POLLING, DEFAULT_SERVER } from './resolve.ts'
export * from './types.ts'
