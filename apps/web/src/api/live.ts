import type { ChangeEvent } from '@perigee/contract'
import { API } from '@perigee/contract'
import { focusManager, type QueryClient } from '@tanstack/react-query'
import { reportAnswer, reportStream } from './connection.ts'
import { isHeld, onHeld } from './hold.ts'
import { type ApiQueryKey, isTouchedBy } from './queries.ts'
import { isFresh } from './series-pace.ts'
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
  const changes = gatherChanges(client)
  const stream = keepStream({ onChange: changes.add, onResume: () => void client.invalidateQueries() })
  const follow = () => {
    if (document.hidden || isHeld()) stream.close()
    else if (stream.open()) void client.invalidateQueries()
  }
  const stopHold = onHeld(() => {
    // An unfocused page polls nothing; `undefined` gives the decision back to the browser.
    focusManager.setFocused(isHeld() ? false : undefined)
    follow()
  })
  document.addEventListener('visibilitychange', follow)
  if (!document.hidden) stream.open()
  return () => {
    stopHold()
    document.removeEventListener('visibilitychange', follow)
    changes.stop()
    stream.close()
  }
}

function gatherChanges(client: QueryClient) {
  let gathered: ChangeEvent[] = []
  let timer: ReturnType<typeof setTimeout> | null = null
  const flush = () => {
    timer = null
    const changes = gathered
    gathered = []
    void client.invalidateQueries({
      predicate: (query) => {
        if (query.queryKey[0] !== 'api') return false
        const key = query.queryKey as unknown as ApiQueryKey
        if (key[1].route === 'series' && isFresh(query, Date.now())) return false
        return changes.some((change) => isTouchedBy(key, change))
      },
    })
  }
  return {
    add(change: ChangeEvent) {
      gathered.push(change)
      timer ??= setTimeout(flush, GATHER_MS)
    },
    stop() {
      if (timer !== null) clearTimeout(timer)
    },
  }
}

interface StreamListener {
  readonly onChange: (change: ChangeEvent) => void
  /** The stream stands again after a break: what changed meanwhile was not told. */
  readonly onResume: () => void
}

function keepStream({ onChange, onResume }: StreamListener) {
  let source: EventSource | null = null
  let reopening: ReturnType<typeof setTimeout> | null = null
  let interrupted = false
  const connect = () => {
    source = new EventSource(API.events)
    source.addEventListener('open', onOpen)
    source.addEventListener('error', onError)
    source.addEventListener('change', (event: MessageEvent<string>) => {
      const change = readChange(event.data)
      if (change !== null) onChange(change)
    })
  }
  const onOpen = () => {
    reportStream('live')
    reportAnswer(Date.now())
    if (interrupted) onResume()
    interrupted = false
  }
  const onError = () => {
    interrupted = true
    reportStream('polling')
    void checkServer()
    if (source?.readyState === EventSource.CLOSED) reopening ??= setTimeout(reopen, REOPEN_MS)
  }
  const reopen = () => {
    reopening = null
    if (source !== null) connect()
  }
  return {
    /** Whether it had to be opened. */
    open(): boolean {
      if (source !== null) return false
      connect()
      return true
    },
    close() {
      if (reopening !== null) clearTimeout(reopening)
      reopening = null
      source?.close()
      source = null
      reportStream('polling')
    },
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
