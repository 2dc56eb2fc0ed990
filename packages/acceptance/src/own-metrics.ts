import type { RunningConsole } from './running-console.ts'

export interface Footprint {
  readonly openFiles: number
  readonly activeResources: number
  readonly residentBytes: number
  readonly heapUsedBytes: number
}

/** What the console says about its own process at /metrics. */
export async function footprintOf(console: RunningConsole): Promise<Footprint> {
  const { text } = await console.get('/metrics')
  const value = (name: string) => {
    const found = new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)`, 'm').exec(text)?.[1]
    if (found === undefined) throw new Error(`no metric ${name}`)
    return Number(found)
  }
  return {
    openFiles: value('\\w*process_open_fds'),
    activeResources: value('\\w*nodejs_active_resources_total'),
    residentBytes: value('\\w*process_resident_memory_bytes'),
    heapUsedBytes: value('\\w*nodejs_heap_size_used_bytes'),
  }
}
