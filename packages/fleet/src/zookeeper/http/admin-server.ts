// The AdminServer of a member, as Jetty serves it: `/commands/<name>`.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { hex } from '../four-letter-words/text.ts'
import type { EnsembleMember } from '../member.ts'
import { COMMANDS } from './admin-commands.ts'

const NOT_SERVING = 'This ZooKeeper instance is not currently serving requests'
const ALWAYS = new Set(['environment', 'zabstate'])
/** With 3.9 come two commands that ask who is calling. */
const SNAPSHOTS = ['restore', 'snapshot']

/** Answers one request as the AdminServer of this member would. */
export function answerAdmin(member: EnsembleMember, request: IncomingMessage, response: ServerResponse): void {
  const [pathname = ''] = (request.url ?? '/').split('?', 1)
  const name = /^\/commands\/([a-z_]+)\/?$/.exec(pathname)?.[1]
  if (/^\/commands\/?$/.test(pathname)) index(member, response)
  else if (name === undefined) send(response, 404, { type: 'text/html', text: '<h2>HTTP ERROR 404 Not Found</h2>' })
  else if (hasSnapshots(member) && SNAPSHOTS.includes(name)) guarded(member, name, { request, response })
  else command(member, name, response)
}

function command(member: EnsembleMember, name: string, response: ServerResponse): void {
  const run = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (run === undefined) json(response, 200, { command: name, error: `Unknown command: ${name}` })
  else if (member.serving || ALWAYS.has(name)) json(response, 200, { ...run(member), command: name, error: null })
  else if (name === 'monitor') {
    // It asks a server that is not there: an exception, which Jetty shows as a page.
    send(response, 500, { type: 'text/html;charset=iso-8859-1', text: stackPage() })
  } else json(response, 200, { command: name, error: NOT_SERVING })
}

function index(member: EnsembleMember, response: ServerResponse): void {
  const names = [...Object.keys(COMMANDS), ...(hasSnapshots(member) ? SNAPSHOTS : [])].sort()
  const text = names.map((name) => `<a href="/commands/${name}">${name}</a>\n<br/>\n`).join('')
  send(response, 200, { type: 'text/html;charset=utf-8', text })
}

/** Needs a header that speaks for somebody; with the ACL that a tree has at first, anybody will do. */
function guarded(
  member: EnsembleMember,
  name: string,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): void {
  const { authorization } = request.headers
  const error =
    authorization === undefined ? 'Auth info is missing' : isSomebody(authorization) ? null : 'Not authenticated'
  if (error !== null) json(response, 401, { command: name, error })
  else if (name === 'restore' && request.method !== 'POST')
    json(response, 405, { command: name, error: 'Method not allowed' })
  else if (name === 'restore')
    json(response, 200, { last_zxid: hex(member.state.lastZxid), command: name, error: null })
  else {
    const bytes = Buffer.alloc(Math.min(1_000_000, member.state.tree.sizeBytes))
    response.writeHead(200, {
      'Content-Type': 'application/octet-stream',
      last_zxid: hex(member.state.lastZxid),
      snapshot_size: String(bytes.length),
    })
    response.end(bytes)
  }
}

/** `digest user:password` in clear, `ip 127.0.0.1`; neither a bare scheme nor Basic. */
function isSomebody(authorization: string): boolean {
  return /^digest [^\s:]+:\S+$/.test(authorization) || /^ip [\d.]+$/.test(authorization)
}

function hasSnapshots({ view }: EnsembleMember): boolean {
  return /^3\.(9|\d\d)\./.test(view.version)
}

function stackPage(): string {
  const cause = 'java.lang.NullPointerException'
  return `<html><head><title>Error 500 ${cause}</title></head><body><h2>HTTP ERROR 500 ${cause}</h2></body></html>\n`
}

function json(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, { type: 'application/json', text: JSON.stringify(body, null, 2) })
}

function send(response: ServerResponse, status: number, { type, text }: { type: string; text: string }): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) })
  response.end(text)
}
