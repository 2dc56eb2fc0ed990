// What the console remembers: readings of now, six hours of charted numbers and what is kept of them for years, recent
// changes.

export { Archive, type ArchiveOptions } from './archive/archive.ts'
export { ArchiveKeeper, type KeeperOptions } from './archive/keeper.ts'
export { MinuteGatherer, type SealedMinute } from './archive/minute-gatherer.ts'
export { runArchive } from './archive/run-archive.ts'
export { type ArchiveStatus, NOT_OPENED } from './archive/status.ts'
export * from './changes.ts'
export { ColumnMemory } from './columns/column-memory.ts'
export * from './columns/history.ts'
export * from './columns/window.ts'
export * from './now.ts'
