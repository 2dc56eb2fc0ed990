// One client's connection to a node: frames in, answers out, one request at a time as brokers do it.
import type { Socket } from 'node:net'
import { type Delivery, deliver } from '../faults/delivery.ts'
import type { Fault } from '../faults/fault.ts'
import type { Timers } from '../timers.ts'
import type { Connection } from './connection-state.ts'
import type { Answer } from './dispatch.ts'
import { createFrameCutter } from './frames.ts'

export interface ConnectionParts {
  readonly connection: Connection
  readonly timers: Timers
  /** False while the node hangs: what comes is kept, and answered when it goes on. */
  isServing(): boolean
  strike(apiKey: number | null): readonly Fault[]
  /** May reject: then the connection ends, as a broker's does on an error nobody foresaw. */
  answer(frame: Buffer, struck: readonly Fault[]): Promise<Answer>
  /** Extra time of every answer, in ms. */
  slowMs(): number
  /** Ends the connection with a reset, below TLS. */
  reset(): void
}

export interface ServedConnection {
  /** Looks again whether it may go on. */
  wake(): void
  /** Ends it as a dead process does: reset. */
  destroy(): void
}

/** Frames that wait for their turn; a client that sends more without reading is closed. */
const MOST_WAITING = 1_000
/** With more than this waiting nothing further is read: a node that hangs must not take in what its clients produce. */
const MOST_WAITING_BYTES = 4 << 20
const TRICKLE_EVERY_MS = 100

export function serveConnection(socket: Socket, parts: ConnectionParts): ServedConnection {
  const waiting: Buffer[] = []
  let waitingBytes = 0
  const cutter = createFrameCutter()
  const pending = new Set<() => void>()
  let isBusy = false
  /** An answer that was ready when the node began to hang. */
  let held: (() => void) | null = null
  /** The client has said that nothing more will come. */
  let hasLeft = false
  let isOver = parts.strike(null).some((one) => one.kind === 'hang-after-accept')
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.on('end', () => {
    hasLeft = true
    leave()
  })
  socket.on('close', () => {
    isOver = true
    waiting.length = 0
    for (const cancel of pending) cancel()
    pending.clear()
  })
  socket.on('data', (chunk: Buffer) => {
    if (isOver) return
    const frames = cutter.push(chunk)
    if (frames === null || waiting.length + frames.length > MOST_WAITING) return end()
    waiting.push(...frames)
    for (const { length } of frames) waitingBytes += length
    if (waitingBytes > MOST_WAITING_BYTES) socket.pause()
    void next()
  })

  async function next(): Promise<void> {
    if (isBusy || isOver || !parts.isServing()) return
    const frame = waiting.shift()
    if (frame === undefined) return
    isBusy = true
    waitingBytes -= frame.length
    if (waitingBytes <= MOST_WAITING_BYTES) socket.resume()
    const struck = parts.strike(frame.length >= 2 ? frame.readInt16BE(0) : -1)
    const answer = await parts
      .answer(frame, struck)
      .catch((): Answer => ({ kind: 'close', reason: 'a mistake of ours' }))
    if (isOver) return
    if (answer.kind === 'close') return end()
    if (answer.kind === 'frame') return send(deliver(answer.frame, struck))
    goOn()
  }

  function leave(): void {
    if (hasLeft && parts.isServing()) end()
  }

  function goOn(): void {
    isBusy = false
    void next()
  }

  function send({ bytes, delayMs, bytesPerSecond, afterwards }: Delivery): void {
    const after = () => {
      if (parts.connection.isRefused) end()
      else if (afterwards === 'go-on') whenRead(goOn)
      else if (afterwards === 'end') end()
      else if (afterwards === 'reset') destroy()
      else {
        isOver = true
        // Its end is to be seen.
        socket.resume()
      }
    }
    const wait = delayMs + parts.slowMs()
    const write = () => (bytesPerSecond === null ? writeWhole(bytes, after) : trickle(bytes, bytesPerSecond, after))
    if (wait > 0) later(wait, () => whenServing(write))
    else whenServing(write)
  }

  function whenServing(run: () => void): void {
    // A node that stopped in the meantime sends nothing any more; one that hangs, when it goes on.
    if (isOver) return
    if (parts.isServing()) run()
    else held = run
  }

  /** Like a broker, which takes no further request while its answer is not away: a client that reads nothing costs nothing. */
  function whenRead(run: () => void): void {
    if (socket.writableNeedDrain) socket.once('drain', run)
    else run()
  }

  function writeWhole(bytes: Buffer, after: () => void): void {
    if (bytes.length > 0) socket.write(bytes)
    after()
  }

  function trickle(bytes: Buffer, bytesPerSecond: number, after: () => void): void {
    const step = Math.max(1, Math.ceil((bytesPerSecond * TRICKLE_EVERY_MS) / 1_000))
    socket.write(bytes.subarray(0, step))
    if (bytes.length <= step) after()
    else later(TRICKLE_EVERY_MS, () => whenServing(() => trickle(bytes.subarray(step), bytesPerSecond, after)))
  }

  function later(delayMs: number, run: () => void): void {
    const cancel = parts.timers.after(delayMs, () => {
      pending.delete(cancel)
      if (!isOver) run()
    })
    pending.add(cancel)
  }

  function end(): void {
    isOver = true
    socket.end()
    socket.destroySoon()
  }

  function destroy(): void {
    isOver = true
    parts.reset()
  }

  function wake(): void {
    leave()
    if (isOver || !parts.isServing()) return
    const run = held
    held = null
    run?.()
    void next()
  }

  return { wake, destroy }
}
