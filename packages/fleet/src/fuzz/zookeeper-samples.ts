// Requests as ZooKeeper's clients write them (jute; `zookeeper.jute`), without their length.

/** Protocol version, last zxid, timeout, session id, password, read-only. */
export const CONNECT = Buffer.from(`${'00'.repeat(12)}00002710${'00'.repeat(8)}00000010${'00'.repeat(16)}00`, 'hex')

const int = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}
const text = (value: string) => Buffer.concat([int(Buffer.byteLength(value)), Buffer.from(value)])
const OPEN_TO_ALL = Buffer.concat([int(1), int(31), text('world'), text('anyone')])
const flag = Buffer.of(1)

function request(xid: number, type: number, ...body: readonly Buffer[]): Buffer {
  return Buffer.concat([int(xid), int(type), ...body])
}

const create = (path: string, flags: number) => [text(path), text('data'), OPEN_TO_ALL, int(flags)]
const multiHeader = (type: number, isDone: boolean) => [int(type), Buffer.of(isDone ? 1 : 0), int(-1)]

/** One of each kind. */
export const REQUESTS: readonly Buffer[] = [
  request(-2, 11),
  request(1, 1, ...create('/fuzz', 0)),
  request(2, 15, ...create('/fuzz/s', 3)),
  request(3, 3, text('/fuzz'), flag),
  request(4, 4, text('/fuzz'), flag),
  request(5, 5, text('/fuzz'), text('other'), int(-1)),
  request(6, 6, text('/fuzz')),
  request(7, 7, text('/fuzz'), OPEN_TO_ALL, int(-1)),
  request(8, 8, text('/'), flag),
  request(9, 12, text('/brokers/ids'), flag),
  request(10, 9, text('/')),
  request(11, 13, text('/fuzz'), int(0)),
  request(12, 2, text('/fuzz/none'), int(-1)),
  request(13, 106, text('/fuzz'), int(1)),
  request(14, 103, text('/fuzz'), int(3)),
  request(-8, 101, Buffer.alloc(8), int(1), text('/fuzz'), int(1), text('/fuzz/x'), int(0)),
  request(-4, 100, int(0), text('digest'), text('user:password')),
  request(
    15,
    14,
    ...multiHeader(13, false),
    text('/fuzz'),
    int(0),
    ...multiHeader(1, false),
    ...create('/fuzz/multi', 1),
    ...multiHeader(2, false),
    text('/fuzz/multi'),
    int(-1),
    ...multiHeader(-1, true),
  ),
]
