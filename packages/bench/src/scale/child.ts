// A process of the benchmark: asked one thing at a time over its channel.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface Child<Ask, Answer> {
  readonly pid: number
  /** Rejects when the process ends without having answered. */
  ask(what: Ask): Promise<Answer>
  /** Ends it; answers when it is gone. */
  stop(): Promise<void>
}

export function startChild<Ask extends object, Answer>(script: string): Child<Ask, Answer> {
  const started = fork(fileURLToPath(new URL(script, import.meta.url)), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const gone = new Promise<void>((resolve) => started.once('exit', () => resolve()))
  return {
    pid: started.pid ?? -1,
    ask(what) {
      return new Promise<Answer>((resolve, reject) => {
        const onExit = () => reject(new Error(`${script} ended before it answered`))
        started.once('exit', onExit)
        started.once('message', (answer) => {
          started.off('exit', onExit)
          resolve(answer as Answer)
        })
        started.send(what)
      })
    },
    async stop() {
      if (started.connected) started.disconnect()
      started.kill('SIGTERM')
      await gone
    },
  }
}
