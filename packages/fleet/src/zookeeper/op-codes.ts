/** Request types of the client protocol (`org.apache.zookeeper.ZooDefs.OpCode`). */
export const OpCode = {
  create: 1,
  delete: 2,
  exists: 3,
  getData: 4,
  setData: 5,
  getAcl: 6,
  setAcl: 7,
  getChildren: 8,
  sync: 9,
  ping: 11,
  getChildren2: 12,
  check: 13,
  multi: 14,
  create2: 15,
  checkWatches: 17,
  removeWatches: 18,
  multiRead: 22,
  auth: 100,
  setWatches: 101,
  getEphemerals: 103,
  getAllChildrenNumber: 104,
  setWatches2: 105,
  addWatch: 106,
  whoAmI: 107,
  error: -1,
  closeSession: -11,
} as const

/** Transaction ids of packets that answer no numbered request (`org.apache.zookeeper.ClientCnxn`). */
export const Xid = { notification: -1, ping: -2, auth: -4, setWatches: -8 } as const

/** Types of a watch event (`Watcher.Event.EventType`). */
export const EventType = { created: 1, deleted: 2, dataChanged: 3, childrenChanged: 4 } as const

export type EventTypeCode = (typeof EventType)[keyof typeof EventType]

/** Permission bits of an ACL entry (`ZooDefs.Perms`). */
export const Permission = { read: 1, write: 2, create: 4, delete: 8, admin: 16, all: 31 } as const
