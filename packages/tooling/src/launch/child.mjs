import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs a command in our place: our terminal, our signals, and its exit code as the result (128 + n after signal n).
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} [defaults] variables for it, where ours do not say otherwise
 * @returns {Promise<number>}
 */
export function runInOurPlace(command, args, defaults = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...defaults, ...process.env } })
    const handlers = PASSED_ON.map((signal) => [signal, () => passOn(child, signal)])
    for (const [signal, handler] of handlers) process.on(signal, handler)
    child.on('error', (error) => {
      console.error(`Cannot run ${command}: ${error.message}`)
      resolve(127)
    })
    child.on('exit', (code, signal) => {
      for (const [name, handler] of handlers) process.off(name, handler)
      resolve(code ?? 128 + (constants.signals[signal] ?? 0))
    })
  })
}

// Ctrl-C in a terminal reaches the whole process group: passing it on as well would make it two.
function passOn(child, signal) {
  if (signal === 'SIGINT' && process.stdin.isTTY) return
  child.kill(signal)
}
