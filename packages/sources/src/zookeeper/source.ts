import type { EnsembleFacts } from '@perigee/domain'
import type { Outcome } from '../outcome.ts'

/** One ensemble in depth: a session of ours in a thread of its own, four-letter words, AdminServer, Prometheus provider. */
export interface EnsembleSource {
  /** `connect` is a connect string: host:port[,host:port…][/chroot]; another one than before opens a new session. */
  read(connect: string, signal: AbortSignal): Promise<Outcome<EnsembleFacts>>
  close(): Promise<void>
}
