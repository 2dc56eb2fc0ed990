import type { ConsoleHealth } from '@perigee/domain'
import type { ConsoleState } from '../../facts/state.ts'

/** Whether measured values are being written down. */
export function historyHealth({ config }: ConsoleState): ConsoleHealth['history'] {
  if (!config.history.enabled)
    return { state: 'off', text: 'History beyond six hours is switched off (history.enabled).' }
  return { state: 'unknown', text: 'Whether history is being written is not told.' }
}
