// A browser's event stream, read.
import { request } from 'node:http'
import { API } from '@perigee/contract'

export interface Change {
  readonly cluster: string | null
  readonly readings: readonly string[]
}

export interface EventSourceOptions {
  readonly port: number
  readonly localAddress: string
  readonly onChange: (change: Change) => void
  readonly onEnd: () => void
  readonly onBytes: (bytes: number) => void
}

/** Follows the stream; gives what ends it. */
export function followEvents({ port, localAddress, onChange, onEnd, onBytes }: EventSourceOptions): () => void {
  const headers = { accept: 'text/event-stream' }
  const asked = request({ host: '127.0.0.1', port, path: API.events, headers, localAddress }, (response) => {
    if (response.statusCode !== 200) {
      response.resume()
      return onEnd()
    }
    let rest = ''
    response.setEncoding('utf8')
    response.on('data', (text: string) => {
      onBytes(Buffer.byteLength(text))
      const blocks = (rest + text).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1]
        if (data !== undefined) onChange(JSON.parse(data) as Change)
      }
    })
    response.on('error', () => undefined)
    response.on('close', onEnd)
  })
  asked.on('error', onEnd)
  asked.end()
  return () => asked.destroy()
}
