import type { Control } from './control.ts'
import { methodNotAllowed, NOT_FOUND, type Problem, unknownScenario } from './problem.ts'

export interface Answer {
  readonly status: number
  readonly body: unknown
}

/** Names are short; a longer one is nobody's. */
const LONGEST_NAME = 100

/** The answer to one request of the control API. */
export function answer(control: Control, method: string, path: string): Answer {
  if (path === '/scenarios') return read(method, () => ({ scenarios: control.scenarios() }))
  if (path === '/world') return read(method, () => control.world())
  const [, name, action] = /^\/scenarios\/([a-z0-9-]+)\/(start|stop)$/.exec(path) ?? []
  if (name === undefined) return refused(NOT_FOUND)
  if (method !== 'POST') return refused(methodNotAllowed('POST'))
  if (name.length > LONGEST_NAME) return refused(unknownScenario())
  const outcome = action === 'start' ? control.start(name) : control.stop(name)
  if (outcome === 'unknown') return refused(unknownScenario())
  return { status: 200, body: { outcome, scenario: control.scenarios().find((one) => one.name === name) ?? null } }
}

export function refused({ status, code, message }: Problem): Answer {
  return { status, body: { error: { code, message } } }
}

function read(method: string, body: () => unknown): Answer {
  if (method === 'GET' || method === 'HEAD') return { status: 200, body: body() }
  return refused(methodNotAllowed('GET'))
}
