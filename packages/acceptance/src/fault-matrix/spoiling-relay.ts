// A relay before a server without frames: what comes back through it is spoilt as told.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** What becomes of an answer; `pass` leaves it alone. */
export type Spoiling =
  | 'pass'
  | 'refuse'
  | 'hang-after-accept'
  | 'hang-in-answer'
  | 'cut-in-answer'
  | 'reset'
  | 'end-at-once'
  | 'trickle'
  | 'late'
  | 'garbage'
  | 'endless'

export interface SpoilingRelay {
  readonly address: string
  readonly connections: number
  set(spoiling: Spoiling): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

const PART_BYTES = 20
const MEBIBYTE = Buffer.alloc(1 << 20, 'x')

export async function openSpoilingRelay(target: string): Promise<SpoilingRelay> {
  let spoiling: Spoiling = 'pass'
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    keep(socket)
    serve(socket, spoiling)
  })
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      for (const socket of open) socket.destroy()
    })
  function keep(socket: Socket): void {
    open.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => open.delete(socket))
  }
  function serve(socket: Socket, how: Spoiling): void {
    if (how === 'hang-after-accept') socket.resume()
    else if (how === 'end-at-once') socket.end()
    else if (how === 'endless') flood(socket)
    else passOn(socket, how)
  }
  function passOn(socket: Socket, how: Spoiling): void {
    socket.once('data', (word) => {
      const [host = '', port = ''] = target.split(':')
      const behind = connect({ host, port: Number(port) })
      keep(behind)
      const parts: Buffer[] = []
      behind.on('data', (part) => parts.push(part))
      behind.on('end', () => give(socket, Buffer.concat(parts), how))
      behind.write(word)
    })
  }
  await listen(0)
  const { port } = server.address() as AddressInfo
  return {
    address: `127.0.0.1:${port}`,
    get connections() {
      return open.size
    },
    async set(next) {
      if (next === 'refuse') await stop()
      else if (!server.listening) await listen(port)
      spoiling = next
    },
    async [Symbol.asyncDispose]() {
      if (server.listening) await stop()
    },
  }
}

function give(socket: Socket, answer: Buffer, how: Spoiling): void {
  if (how === 'pass') socket.end(answer)
  else if (how === 'reset') socket.resetAndDestroy()
  else if (how === 'garbage') socket.end(Buffer.from(answer.map((byte) => (byte * 31) & 0xff)))
  else if (how === 'cut-in-answer') socket.end(answer.subarray(0, PART_BYTES))
  else if (how === 'hang-in-answer') socket.write(answer.subarray(0, PART_BYTES))
  else if (how === 'trickle') trickle(socket, answer)
}

function trickle(socket: Socket, answer: Buffer): void {
  socket.write(answer.subarray(0, 1))
  const timer = setInterval(() => socket.write('.'), 50)
  socket.on('close', () => clearInterval(timer))
}

function flood(socket: Socket): void {
  const more = () => {
    while (!socket.destroyed && socket.write(MEBIBYTE));
  }
  socket.on('drain', more)
  more()
}
