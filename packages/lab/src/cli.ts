import { HELP, readArguments } from './cli-arguments.ts'
import { up } from './cli-up.ts'
import { sendCommand, socketPath } from './control.ts'
import { LabUnavailable } from './unavailable.ts'

const fail = (text: string) => {
  process.stderr.write(`${text}\n`)
  process.exitCode = 1
}

const command = readArguments(process.argv.slice(2))
switch (command.verb) {
  case 'help':
    process.stdout.write(HELP)
    break
  case 'wrong':
    fail(`${command.message}\n\n${HELP}`)
    break
  case 'up':
    if ((await sendCommand(socketPath(), ['status'])) !== undefined) {
      fail('A lab is up already: npm run lab -- status shows it, npm run lab -- down ends it.')
      break
    }
    await up(command.which, command.topics).catch((error: Error) => {
      fail(error instanceof LabUnavailable ? error.message : `The lab did not start: ${error.message}`)
    })
    process.exit()
    break
  case 'ask': {
    const answer = await sendCommand(socketPath(), command.words)
    if (answer === undefined) fail('No lab is up. Start one: npm run lab -- up')
    else if (answer.ok) process.stdout.write(`${answer.text}\n`)
    else fail(answer.text)
  }
}
