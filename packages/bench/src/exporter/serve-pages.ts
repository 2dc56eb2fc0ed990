// Exporters in a process of their own: what they do must not count. Argument: rules. Tells its port to the parent.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { brokerPage, type Rules } from './broker-page.ts'
import { BROKERS, REPLICAS, ROUNDS, TOPICS } from './shape.ts'

const rules = process.argv[2] as Rules
const pages = Array.from({ length: BROKERS * ROUNDS }, (_, i) => {
  const broker = i % BROKERS
  const page = brokerPage({ rules, broker, topics: TOPICS, replicas: REPLICAS, round: Math.floor(i / BROKERS) })
  return gzipSync(page, { level: 1 })
})
const asked = new Map<string, number>()

const server = createServer((request, response) => {
  const path = request.url ?? ''
  const round = asked.get(path) ?? 0
  asked.set(path, round + 1)
  const page = pages[(round % ROUNDS) * BROKERS + Number(path.slice(1))]
  response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': page?.length ?? 0 }).end(page)
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.on('disconnect', () => process.exit(0))
