// The part of node-zookeeper-client 1.1.3 (MIT) that is used: reading. What writes is not declared, so that nothing can.
declare module 'node-zookeeper-client' {
  export interface Stat {
    readonly ctime: Buffer
    readonly version: number
    /** Session id, eight bytes; all zero for a node that belongs to no session. */
    readonly ephemeralOwner: Buffer
  }

  export interface Acl {
    readonly permission: number
    readonly id: { readonly scheme: string; readonly id: string }
  }

  export interface ClientError extends Error {
    /** {@link https://zookeeper.apache.org KeeperException} code, such as −101 for NO_NODE. */
    readonly code?: number
    getCode?(): number
  }

  export interface ClientOptions {
    readonly sessionTimeout: number
    readonly spinDelay: number
    readonly retries: number
    readonly sessionId?: Buffer
    readonly sessionPassword?: Buffer
  }

  export interface Client {
    connect(): void
    close(): void
    getSessionId(): Buffer
    getSessionPassword(): Buffer
    addAuthInfo(scheme: string, auth: Buffer): void
    on(event: 'connected' | 'disconnected' | 'expired' | 'authenticationFailed', listener: () => void): void
    exists(path: string, done: (error: ClientError | null | undefined, stat: Stat | null) => void): void
    getData(
      path: string,
      done: (error: ClientError | null | undefined, data: Buffer | undefined, stat: Stat) => void,
    ): void
    getChildren(
      path: string,
      done: (error: ClientError | null | undefined, children: string[], stat: Stat) => void,
    ): void
    getACL(path: string, done: (error: ClientError | null | undefined, acls: Acl[], stat: Stat) => void): void
  }

  export function createClient(connect: string, options: ClientOptions): Client
}
