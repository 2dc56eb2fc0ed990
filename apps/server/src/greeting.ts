// What the start says on standard output: where it is opened, and that a demo is a demo.
import type { PerigeeConfig } from '@perigee/config'
import { wantsDemo } from './demo/demo-config.ts'

const CONNECT = '--bootstrap <host:port> (npm start -- --bootstrap …), or clusters: in perigee.yaml'

/** Lines for people; `url` as the process listens: `http://127.0.0.1:7400`. */
export function greeting(url: string, config: PerigeeConfig): string {
  const listening = `Perigee listening on ${url}`
  if (wantsDemo(config))
    return `${listening}\nNo cluster is configured: this is a demo with simulated clusters, nothing in it is real.\nYours: ${CONNECT}. Without the demo: --no-demo.`
  if (config.clusters.length === 0) return `${listening}\nNo cluster is configured yet: ${CONNECT}.`
  return listening
}
