import type { Socket } from 'node:net'

/**
 * Ends a connection with a reset, as the death of a process does; where the other side is already leaving, there is nothing
 * left to reset. A trap: libuv refuses to reset a socket that is shutting down, Node then takes it for closing though it is
 * not, and a thread that owns it spins for ever when it ends.
 */
export function resetSocket(socket: Socket): void {
  if (socket.readyState === 'open') socket.resetAndDestroy()
  else socket.destroy()
}
