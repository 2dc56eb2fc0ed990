// Builders of valid facts for tests: good order by default, changed where a test says so. Deterministic.
export * from './arbitrary-cluster.ts'
export * from './cluster-facts.ts'
export * from './log-dirs-of.ts'
export * from './node-metrics.ts'
export * from './readings.ts'
export * from './topology-of.ts'
