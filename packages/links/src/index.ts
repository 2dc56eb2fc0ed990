// Every URL the console can mint or read, and the filter grammar of its q parameter. Server and browser share it.
export * from './paths.ts'
