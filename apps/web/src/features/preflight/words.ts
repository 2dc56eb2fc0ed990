import type { PreflightCheck } from '@perigee/contract'

/** How each state is called: on the pill, and over its group. */
export const STATE_WORDS: Readonly<Record<PreflightCheck['state'], { readonly word: string; readonly group: string }>> =
  {
    fail: { word: 'Fails', group: 'What fails' },
    warn: { word: 'Warns', group: 'What warns' },
    unknown: { word: 'Not known', group: 'What could not be made' },
    pass: { word: 'Passes', group: 'What passes' },
    'not-applicable': { word: 'Does not apply', group: 'What does not apply here' },
  }
