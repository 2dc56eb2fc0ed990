import { connect } from 'node:net'

/** ZooKeeper's answer to a four-letter word; rejects when there is none within `timeoutMs`. */
export function fourLetterWord(port: number, word: string, timeoutMs = 1000): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.end(word))
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`no answer to ${word} within ${timeoutMs} ms`)))
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => {
      answer += chunk
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
  })
}

/** leader, follower or standalone; undefined = does not serve. */
export async function zooKeeperMode(port: number): Promise<string | undefined> {
  const answer = await fourLetterWord(port, 'srvr').catch(() => '')
  return /Mode: (\w+)/.exec(answer)?.[1]
}
