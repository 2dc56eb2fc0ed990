import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cacheDir } from './cache.ts'

// `lab up` stays in the foreground and listens on a socket of its own; the other commands are short questions to it.

export interface Answer {
  readonly ok: boolean
  readonly text: string
}

/** One socket for each cache directory, so that two checkouts do not meet. Short: socket paths end at 108 bytes. */
export function socketPath(): string {
  const key = createHash('sha256').update(cacheDir()).digest('hex').slice(0, 12)
  return join(tmpdir(), `perigee-lab-${key}.sock`)
}

/** Answers commands until closed. */
export async function serveCommands(path: string, handle: (words: string[]) => Promise<string>): Promise<Server> {
  // What is left of a lab that was killed would keep us from listening. A living one has been asked for before.
  await rm(path, { force: true })
  const server = createServer((socket) => {
    let received = ''
    socket.setEncoding('utf8')
    socket.on('error', () => socket.destroy())
    socket.on('data', async (chunk: string) => {
      received += chunk
      if (!received.endsWith('\n')) return
      socket.end(JSON.stringify(await answerTo(received, handle)))
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
  return server
}

async function answerTo(line: string, handle: (words: string[]) => Promise<string>): Promise<Answer> {
  try {
    return { ok: true, text: await handle(JSON.parse(line) as string[]) }
  } catch (error) {
    return { ok: false, text: (error as Error).message }
  }
}

/** Sends a command to the lab that is up; undefined when none is. */
export function sendCommand(path: string, words: readonly string[]): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect(path, () => socket.write(`${JSON.stringify(words)}\n`))
    socket.setEncoding('utf8')
    socket.on('error', () => resolve(undefined))
    socket.on('data', (chunk: string) => {
      answer += chunk
    })
    socket.on('close', () => resolve(answer === '' ? undefined : (JSON.parse(answer) as Answer)))
  })
}
