// One ZooKeeper node on a real socket, as badly behaved as a test wants: a tree in memory, the five reads, and faults.
import { type AddressInfo, createServer, type Socket } from 'node:net'

/**
 * `cut`: the next answer ends in the middle of its frame, once. `garbage`: the next answer is none of ZooKeeper, once.
 * `mute`: questions get no answer. `no-handshake`: connections are taken, sessions not opened. `expire`: whoever comes back
 * with a session learns that it is over.
 */
export type KeeperFault = 'none' | 'cut' | 'garbage' | 'mute' | 'no-handshake' | 'expire'

export interface FakeNode {
  readonly data?: string
  /** Session that owns it. */
  readonly owner?: bigint
  /** Reading it is refused. */
  readonly closed?: true
}

export interface FakeKeeper extends AsyncDisposable {
  readonly address: string
  fault: KeeperFault
  readonly tree: Map<string, FakeNode>
  /** Permissions that everybody has at the root. */
  rootPermissions: number
  /** OpCodes of all requests. */
  readonly operations: Set<number>
  /** Digests that were shown, one entry each time. */
  readonly digests: string[]
  /** Sessions that clients came back with. */
  readonly resumed: string[]
  /** Most requests that came in before one was answered. */
  mostWaiting: number
}

const OP = { exists: 3, getData: 4, getAcl: 6, ping: 11, getChildren2: 12, auth: 100, close: -11 } as const
const OK = 0
const NO_NODE = -101
const NO_AUTH = -102

export async function startKeeper(nodes: Readonly<Record<string, FakeNode>> = {}): Promise<FakeKeeper> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    serve(socket, keeper)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const keeper: FakeKeeper = {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    fault: 'none',
    tree: new Map([['/', {}], ...Object.entries(nodes)]),
    rootPermissions: 31,
    operations: new Set(),
    digests: [],
    resumed: [],
    mostWaiting: 0,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return keeper
}

let sessions = 0x1000n

function serve(socket: Socket, keeper: FakeKeeper): void {
  let pending = Buffer.alloc(0)
  let state: Handshake = 'new'
  const waiting: Buffer[] = []
  socket.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk])
    while (pending.length >= 4 && pending.length >= 4 + pending.readInt32BE()) {
      const frame = pending.subarray(4, 4 + pending.readInt32BE())
      pending = pending.subarray(4 + frame.length)
      if (state === 'new') state = shakeHands(socket, keeper, frame)
      else if (state === 'open') waiting.push(frame)
    }
    // Answered a moment later, so that all that a client sends at once is seen to wait.
    setImmediate(() => {
      keeper.mostWaiting = Math.max(keeper.mostWaiting, waiting.length)
      for (const frame of waiting.splice(0)) answer(socket, keeper, frame)
    })
  })
}

type Handshake = 'new' | 'open' | 'refused'

function shakeHands(socket: Socket, keeper: FakeKeeper, frame: Buffer): Handshake {
  const asked = frame.readBigInt64BE(16)
  if (asked !== 0n) keeper.resumed.push(`0x${asked.toString(16)}`)
  if (keeper.fault === 'no-handshake') return 'refused'
  const expired = keeper.fault === 'expire' && asked !== 0n
  if (expired) keeper.fault = 'none'
  sessions += 1n
  const timeoutMs = expired ? 0 : frame.readInt32BE(12)
  const session = expired ? 0n : asked === 0n ? sessions : asked
  send(socket, Buffer.concat([int(0), int(timeoutMs), long(session), bytes(Buffer.alloc(16, 7)), Buffer.from([0])]))
  if (expired) socket.end()
  return expired ? 'refused' : 'open'
}

function answer(socket: Socket, keeper: FakeKeeper, frame: Buffer): void {
  const [xid, op] = [frame.readInt32BE(0), frame.readInt32BE(4)]
  keeper.operations.add(op)
  if (op === OP.auth) keeper.digests.push(text(frame, 12 + 4 + frame.readInt32BE(12)))
  if (keeper.fault === 'mute') return
  if (op === OP.close) {
    socket.end()
    return
  }
  const isRead = op !== OP.ping && op !== OP.auth
  const reply = Buffer.concat([int(xid), long(1n), isRead ? read(keeper, frame) : int(OK)])
  if (isRead && keeper.fault === 'cut') {
    keeper.fault = 'none'
    socket.end(Buffer.concat([int(reply.length), reply]).subarray(0, reply.length - 3))
  } else if (isRead && keeper.fault === 'garbage') {
    keeper.fault = 'none'
    send(socket, Buffer.from([0, 0, 0, 1, 255, 3]))
  } else send(socket, reply)
}

/** Error code and, without one, what was asked for. */
function read(keeper: FakeKeeper, frame: Buffer): Buffer {
  const path = text(frame, 8)
  const node = keeper.tree.get(path)
  if (node === undefined) return int(NO_NODE)
  if (node.closed) return int(NO_AUTH)
  const inside = childrenOf(keeper, path)
  const stat = statOf(node, inside.length)
  const op = frame.readInt32BE(4)
  if (op === OP.getData) return Buffer.concat([int(OK), bytes(Buffer.from(node.data ?? '')), stat])
  if (op === OP.getChildren2) {
    return Buffer.concat([int(OK), int(inside.length), ...inside.map((name) => bytes(Buffer.from(name))), stat])
  }
  if (op !== OP.getAcl) return Buffer.concat([int(OK), stat])
  const id = ['world', 'anyone'].map((part) => bytes(Buffer.from(part)))
  return Buffer.concat([int(OK), int(1), int(keeper.rootPermissions), ...id, stat])
}

function childrenOf(keeper: FakeKeeper, path: string): string[] {
  const prefix = path === '/' ? '/' : `${path}/`
  const below = [...keeper.tree.keys()].filter((each) => each !== '/' && each.startsWith(prefix))
  return below.map((each) => each.slice(prefix.length)).filter((name) => !name.includes('/'))
}

function statOf({ owner = 0n, data = '' }: FakeNode, children: number): Buffer {
  const times = [long(1n), long(1n), long(1_700_000_000_000n), long(1_700_000_000_000n)]
  return Buffer.concat([...times, int(0), int(0), int(0), long(owner), int(data.length), int(children), long(1n)])
}

function send(socket: Socket, body: Buffer): void {
  socket.write(Buffer.concat([int(body.length), body]))
}

function text(frame: Buffer, at: number): string {
  return frame.toString('utf8', at + 4, at + 4 + frame.readInt32BE(at))
}

function bytes(value: Buffer): Buffer {
  return Buffer.concat([int(value.length), value])
}

function int(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeInt32BE(value)
  return buffer
}

function long(value: bigint): Buffer {
  const buffer = Buffer.alloc(8)
  buffer.writeBigInt64BE(value)
  return buffer
}
