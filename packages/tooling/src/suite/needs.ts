import { spawnSync } from 'node:child_process'

const LEAST_JAVA = 17
const ANSWER_WITHIN_MS = 10_000
const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** What a ring of tests needs from the machine: null when it is there, else what is missing and how to get it. */
export interface Need {
  readonly missing: string
  readonly remedy: string
}

/** Answers of the machine, so that the rules can be tried without one. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Everything the command printed, or null when it is not there, fails or hangs. */
  readonly ask: (command: string, args: readonly string[]) => string | null
}

export const THIS_MACHINE: Machine = {
  env: process.env,
  ask: (command, args) => {
    const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: ANSWER_WITHIN_MS })
    return status === 0 ? `${stdout}${stderr}` : null
  },
}

/** Integration tests run real Kafka: as JVM processes (Java and Maven), else in containers. */
export function kafkaNeed(machine: Machine): Need | null {
  const java = javaMajor(machine)
  const maven = machine.ask('mvn', ['-v']) !== null
  if (java !== null && java >= LEAST_JAVA && maven) return null
  if (machine.ask('docker', ['info', '--format', '{{.ServerVersion}}']) !== null) return null
  const missing = [
    java === null ? 'no Java' : java < LEAST_JAVA ? `Java ${java} is older than ${LEAST_JAVA}` : '',
    maven ? '' : 'no Maven',
    'Docker does not answer',
  ]
  return {
    missing: missing.filter((part) => part !== '').join(', '),
    remedy: 'apt-get install openjdk-17-jre-headless maven',
  }
}

/** Browser tests drive a Chromium of the system: `CHROMIUM` names another one. */
export function browserNeed(machine: Machine): Need | null {
  return findChromium(machine) === null
    ? { missing: 'no Chromium found', remedy: 'apt-get install chromium, or set CHROMIUM to its path' }
    : null
}

export function findChromium(machine: Machine): string | null {
  const names = machine.env.CHROMIUM ? [machine.env.CHROMIUM] : CHROMIUM_NAMES
  return names.find((name) => machine.ask(name, ['--version']) !== null) ?? null
}

function javaMajor(machine: Machine): number | null {
  const version = /version "(\d+)(?:\.(\d+))?/.exec(machine.ask('java', ['-version']) ?? '')
  if (version === null) return null
  // Up to 8, Java called itself 1.x.
  return Number(version[1] === '1' ? version[2] : version[1])
}
