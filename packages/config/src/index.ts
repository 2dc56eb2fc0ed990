// Configuration: schema, loading, redaction, check.
export { checkReport } from './check.ts'
export { type EffectiveEntry, environmentName } from './effective.ts'
export { type ConfigFlags, type LoadInput, type LoadResult, loadConfig } from './load.ts'
export type { ConfigProblem } from './problems.ts'
export { redactor } from './redact.ts'
export { DEFAULT_POLLING, DEFAULT_SERVER } from './resolve.ts'
export * from './types.ts'
