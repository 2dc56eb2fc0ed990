import type { Socket } from 'node:net'
import type { PeerCost } from '../source.ts'

/** Counts what we ask of one address. Bytes are those on the wire, TLS and SASL included. */
export interface PeerMeter {
  opened(socket: Socket): void
  closed(socket: Socket): void
  answered(busyMs: number): void
  failed(busyMs: number): void
  read(peer: string, brokerId: number | null): PeerCost
}

export function createPeerMeter(): PeerMeter {
  const open = new Set<Socket>()
  const totals = { requests: 0, failures: 0, bytesSent: 0, bytesReceived: 0, busyMs: 0, connectionsOpened: 0 }
  const add = (socket: Socket) => {
    totals.bytesSent += socket.bytesWritten
    totals.bytesReceived += socket.bytesRead
  }
  const count = (busyMs: number) => {
    totals.requests += 1
    totals.busyMs += busyMs
  }
  return {
    opened(socket) {
      open.add(socket)
      totals.connectionsOpened += 1
    },
    closed(socket) {
      if (open.delete(socket)) add(socket)
    },
    answered: count,
    failed(busyMs) {
      count(busyMs)
      totals.failures += 1
    },
    read(peer, brokerId) {
      let { bytesSent, bytesReceived } = totals
      for (const socket of open) {
        bytesSent += socket.bytesWritten
        bytesReceived += socket.bytesRead
      }
      return { peer, brokerId, ...totals, bytesSent, bytesReceived, connectionsOpen: open.size }
    },
  }
}
