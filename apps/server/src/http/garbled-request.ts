// What comes before any route: requests that are no HTTP, or whose address or headers pass all bounds.
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { answerFor, errorBody, newErrorId } from './errors.ts'

const STATUS_OF: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }

/** Answers on the bare socket, in the shape of every other error. */
export function answerGarbledRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const answer = answerFor({ statusCode: STATUS_OF[error.code ?? ''] ?? 400 })
  const body = JSON.stringify(errorBody(answer, newErrorId()))
  const head = [
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status]}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
