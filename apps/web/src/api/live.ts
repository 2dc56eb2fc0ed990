import type { ChangeEvent } from '@perigee/contract'
import { API } from '@perigee/contract'
import { focusManager, type QueryClient } from '@tanstack/react-query'
import { reportAnswer, reportStream } from './connection.ts'
import { isHeld, onHeld } from './hold.ts'
import { type ApiQueryKey, isTouchedBy } from './queries.ts'
import { checkServer } from './watch.ts'

/** Events are gathered this long, so that one poll of many readings costs one refresh. */
const GATHER_MS = 400
/** The browser gives up on a stream that was answered with an error; we try again after this. */
const REOPEN_MS = 10_000

/**
 * Follows the event stream: it says what changed, never the data. While it is down the page polls by itself
 * (queries.ts); while the tab is hidden it is closed, and on return everything is read anew.
 */
export function followEvents(client: QueryClient): () => void {
  let source: EventSource | null = null
  let gathered: ChangeEvent[] = []
  let timer: ReturnType<typeof setTimeout> | null = null
  let reopening: ReturnType<typeof setTimeout> | null = null
  let interrupted = false

  const flush = () => {
    timer = null
    const changes = gathered
    gathered = []
    void client.invalidateQueries({
      predicate: ({ queryKey }) =>
        queryKey[0] === 'api' && changes.some((change) => isTouchedBy(queryKey as unknown as ApiQueryKey, change)),
    })
  }
  const onChange = (event: MessageEvent<string>) => {
    const change = readChange(event.data)
    if (change === null) return
    gathered.push(change)
    timer ??= setTimeout(flush, GATHER_MS)
  }
  const onError = () => {
    interrupted = true
    reportStream('polling')
    void checkServer()
    if (source?.readyState !== EventSource.CLOSED || reopening !== null) return
    reopening = setTimeout(() => {
      reopening = null
      if (source !== null) open()
    }, REOPEN_MS)
  }
  const open = () => {
    source = new EventSource(API.events)
    source.addEventListener('open', () => {
      reportStream('live')
      reportAnswer(Date.now())
      // What changed while the stream was down was not told.
      if (interrupted) void client.invalidateQueries()
      interrupted = false
    })
    source.addEventListener('error', onError)
    source.addEventListener('change', onChange)
  }
  const close = () => {
    source?.close()
    source = null
    reportStream('polling')
  }
  const onVisibility = () => {
    if (document.hidden || isHeld()) close()
    else if (source === null) {
      open()
      void client.invalidateQueries()
    }
  }
  document.addEventListener('visibilitychange', onVisibility)
  const stopHold = onHeld(() => {
    // An unfocused page polls nothing; `undefined` gives the decision back to the browser.
    focusManager.setFocused(isHeld() ? false : undefined)
    onVisibility()
  })
  if (!document.hidden) open()
  return () => {
    stopHold()
    document.removeEventListener('visibilitychange', onVisibility)
    if (timer !== null) clearTimeout(timer)
    if (reopening !== null) clearTimeout(reopening)
    close()
  }
}

/** Reads one event; null when it is not one of ours. */
export function readChange(data: string): ChangeEvent | null {
  try {
    const event = JSON.parse(data) as Partial<ChangeEvent> | null
    if (event === null || !Array.isArray(event.readings)) return null
    return { cluster: event.cluster ?? null, readings: event.readings, version: event.version ?? 0 }
  } catch {
    return null
  }
}
