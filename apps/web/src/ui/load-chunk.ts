const WAITS_MS = [300, 1_000, 3_000]
const RELOAD_KEY = 'perigee.reloaded-at'
/** Not again within this time: a chunk that stays away must not make the page reload for ever. */
const RELOAD_EVERY_MS = 60_000

interface Ways {
  readonly pause?: (ms: number) => Promise<void>
  readonly reload?: () => boolean
}

/**
 * Loads a part of the page. A network that just changed loses requests, so it is asked for again; when it stays away the
 * console may have been updated and has other parts now: the page is read anew once, and its address keeps the view.
 * Rejects with the last error otherwise.
 */
export async function loadChunk<T>(
  load: () => Promise<T>,
  { pause = sleep, reload = reloadOnce }: Ways = {},
): Promise<T> {
  for (const waitMs of WAITS_MS) {
    try {
      return await load()
    } catch {
      await pause(waitMs)
    }
  }
  try {
    return await load()
  } catch (error) {
    if (!reload()) throw error
    // The new document takes over: what waits here must show nothing in between.
    return new Promise(() => {})
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, ms))
}

function reloadOnce(): boolean {
  try {
    const last = Number(sessionStorage.getItem(RELOAD_KEY) ?? 0)
    if (Date.now() - last < RELOAD_EVERY_MS) return false
    sessionStorage.setItem(RELOAD_KEY, String(Date.now()))
  } catch {
    return false
  }
  location.reload()
  return true
}
