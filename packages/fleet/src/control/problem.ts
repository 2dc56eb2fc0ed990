/** What the control API answers when it cannot do what was asked. */
export interface Problem {
  readonly status: number
  readonly code: 'NOT_FOUND' | 'UNKNOWN_SCENARIO' | 'METHOD_NOT_ALLOWED' | 'TOO_LARGE' | 'FORBIDDEN_HOST'
  readonly message: string
}

export const NOT_FOUND: Problem = { status: 404, code: 'NOT_FOUND', message: 'There is nothing at this address.' }

export const TOO_LARGE: Problem = { status: 413, code: 'TOO_LARGE', message: 'No request here has a body.' }

export const FORBIDDEN_HOST: Problem = {
  status: 403,
  code: 'FORBIDDEN_HOST',
  message: 'Only requests to 127.0.0.1 or localhost are answered.',
}

export function methodNotAllowed(allowed: string): Problem {
  return { status: 405, code: 'METHOD_NOT_ALLOWED', message: `Only ${allowed} is answered here.` }
}

export function unknownScenario(): Problem {
  return { status: 404, code: 'UNKNOWN_SCENARIO', message: 'There is no scenario of that name: see GET /scenarios.' }
}
