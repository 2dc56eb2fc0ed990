import { connect } from 'node:net'
import { createEnsemble, type Ensemble, type EnsembleOptions } from '../ensemble.ts'
import { HandClock } from './hand-clock.ts'

export interface TestEnsemble extends AsyncDisposable {
  readonly ensemble: Ensemble
  readonly clock: HandClock
}

/** A listening ensemble of three under a clock that the test moves; closed when the test's scope ends. */
export async function startEnsemble(options: Partial<EnsembleOptions> = {}): Promise<TestEnsemble> {
  const clock = new HandClock()
  const ensemble = createEnsemble({
    members: 3,
    host: '127.0.0.1',
    whitelist: ['*'],
    now: () => clock.now(),
    schedule: (fn, delayMs) => clock.schedule(fn, delayMs),
    ...options,
  })
  await ensemble.listen()
  return { ensemble, clock, [Symbol.asyncDispose]: () => ensemble.close() }
}

/** Sends `bytes` and gives all that comes until the other side closes; rejects when it refuses or resets. */
export function exchange(address: string, bytes: Buffer | string): Promise<Buffer> {
  const [host, port] = address.split(':')
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect({ host: host ?? '', port: Number(port) }, () => socket.write(bytes))
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('error', reject)
    socket.on('close', () => resolve(Buffer.concat(chunks)))
  })
}

export async function word(address: string, text: string): Promise<string> {
  return (await exchange(address, text)).toString()
}
