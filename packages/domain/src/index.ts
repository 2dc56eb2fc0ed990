// Pure Kafka knowledge: no clock, no I/O, no imports of ours.
export * from './assessment.ts'
export * from './facts.ts'
export * from './failure.ts'
export * from './reading.ts'
export * from './topology.ts'
