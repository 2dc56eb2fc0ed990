// What the console remembers: readings of now, six hours of charted numbers, recent changes.
export * from './changes.ts'
export * from './history.ts'
export * from './now.ts'
