// What crosses the wire: schemas, types, constants and the route table. Server and browser share it.
export * from './brokers.ts'
export * from './clusters.ts'
export * from './constants.ts'
export * from './durability.ts'
export * from './routes.ts'
export * from './shared.ts'
export * from './sources.ts'
export * from './topics.ts'
