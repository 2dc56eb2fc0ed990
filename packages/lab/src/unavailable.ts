/** The lab cannot start here. `message` says what is missing, `remedy` how to get it. */
export class LabUnavailable extends Error {
  override readonly name = 'LabUnavailable'
  readonly remedy: string

  constructor(missing: string, remedy: string) {
    super(`${missing}. ${remedy}`)
    this.remedy = remedy
  }
}

/** A node ended or stayed unready while the cluster was starting; carries the end of its log. */
export class NodeFailed extends Error {
  override readonly name = 'NodeFailed'
  readonly addressTaken: boolean

  constructor(node: string, what: string, logTail: string) {
    super(`${node} ${what}\n${logTail}`)
    this.addressTaken = /Address already in use|BindException/.test(logTail)
  }
}

/** One of Kafka's command-line tools ended with another code than 0. */
export class ToolFailed extends Error {
  override readonly name = 'ToolFailed'
  readonly stdout: string

  constructor(tool: string, exitCode: number | null, output: { stdout: string; stderr: string }) {
    super(`${tool} ended with ${exitCode ?? 'a signal'}\n${output.stdout.slice(-2000)}\n${output.stderr.slice(-2000)}`)
    this.stdout = output.stdout
  }
}
