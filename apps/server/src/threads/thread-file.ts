// Where the threads of the process begin: each in a file `<name>-thread.ts` of this folder, which the bundle's settings
// find by that name and nothing else.

/**
 * The file that a thread runs: TypeScript beside this file in development, `<name>-thread.mjs` beside the bundle else.
 * The thread's own code is in a package; the file here only hands it its port, as a package cannot know what it was
 * bundled into.
 */
export function threadFile(name: string): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'mjs'
  return new URL(`./${name}-thread.${extension}`, import.meta.url)
}
