/**
 * How a broker's process is. `down` refuses connections, `hung` accepts and says nothing (a paused process, a dead disk),
 * `cut` is alive beyond a broken network: nobody here reaches it.
 */
export type ProcessState = 'up' | 'down' | 'hung' | 'cut'

export interface LogDir {
  readonly path: string
  readonly totalBytes: number
  /** Bytes on the volume that are not Kafka's. */
  otherBytes: number
  /** KafkaStorageException: every replica in it is offline. */
  isOffline: boolean
}

/** A broker, or a KRaft controller of its own. */
export interface Node {
  readonly id: number
  readonly host: string
  /** Bound when the fleet listens; 0 before. */
  port: number
  readonly rack: string | null
  readonly dataCentre: string
  state: ProcessState
  /** Epoch ms since when it is in that state. */
  stateSince: number
  /** Epoch ms of the process's start. */
  startedAt: number
  /** Every answer takes this much longer, in ms. */
  slowMs: number
}

export interface Broker extends Node {
  readonly kind: 'broker'
  /** What its controller thinks: a broker that died stays registered until its session ends. */
  isRegistered: boolean
  /** Rises with each registration. */
  epoch: number
  readonly logDirs: LogDir[]
  /** Dynamic settings of this broker. */
  readonly configs: Map<string, string>
  /** Metadata that this broker answers is frozen at this moment (epoch ms), null while it follows. */
  metadataFrozenAt: number | null
  /** Its process lives, is `down` for clients, and reads its logs through (BrokerState 2); its exporter answers. */
  isRecovering: boolean
}

export interface Controller extends Node {
  readonly kind: 'controller'
}

/** A node of the ZooKeeper ensemble; ids from 1, as in `myid`. */
export interface ZooKeeperNode extends Node {
  readonly kind: 'zookeeper'
}
