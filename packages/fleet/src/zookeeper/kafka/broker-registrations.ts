import type { Ensemble } from '../ensemble.ts'
import type { InternalSession } from '../internal-sessions.ts'
import { OPEN_ACL } from '../znode.ts'
import type { BrokerDescription, KafkaClusterDescription } from './cluster-description.ts'
import type { OpenTally } from './written-znodes.ts'
import { brokerJson, controllerJson } from './znode-json.ts'

interface Registration {
  readonly session: InternalSession
  /** What the znode holds; null = it is not written yet. */
  json: string | null
}

/** The sessions of a cluster's brokers and what hangs on them: `/brokers/ids/<id>` and `/controller`. */
export class BrokerRegistrations {
  readonly #ensemble: Ensemble
  readonly #chroot: string
  readonly #registrations = new Map<number, Registration>()
  #controllerJson: string | null = null

  constructor(ensemble: Ensemble, chroot: string) {
    this.#ensemble = ensemble
    this.#chroot = chroot
  }

  write({ brokers, controller }: KafkaClusterDescription, tally: OpenTally): void {
    const listed = new Set(brokers.map(({ id }) => id))
    for (const [id, { session }] of this.#registrations) {
      if (listed.has(id)) continue
      session.close()
      this.#registrations.delete(id)
      tally.deleted.push(`/brokers/ids/${id}`)
    }
    for (const broker of brokers) this.#writeBroker(broker, tally)
    this.#writeController(controller, tally)
  }

  #writeBroker(broker: BrokerDescription, tally: OpenTally): void {
    const known = this.#registrations.get(broker.id)
    if (broker.state === 'silent') {
      known?.session.lose()
      return
    }
    known?.session.recover()
    const registration = known?.session.alive ? known : this.#openFor(broker)
    const path = `/brokers/ids/${broker.id}`
    const json = brokerJson(broker)
    if (registration?.json === json) return
    if (!registration || !this.#register(path, json, registration)) {
      tally.refused.push(path)
      return
    }
    tally[registration.json === null ? 'created' : 'set'].push(path)
    registration.json = json
  }

  #openFor({ id, endpoints, sessionTimeoutMs }: BrokerDescription): Registration | null {
    this.#registrations.delete(id)
    const [endpoint] = endpoints
    const address = endpoint ? `${endpoint.host}:${endpoint.port}` : `broker-${id}:0`
    const session = this.#ensemble.openInternalSession({ timeoutMs: sessionTimeoutMs, address })
    if (!session) return null
    const registration: Registration = { session, json: null }
    this.#registrations.set(id, registration)
    return registration
  }

  /** A broker writes its registration in the transaction that creates it, to learn its epoch: version 1, one zxid. */
  #register(path: string, json: string, { session, json: before }: Registration): boolean {
    const { tree } = this.#ensemble
    const full = this.#chroot + path
    const data = Buffer.from(json)
    if (before !== null) return tree.set(full, data).ok
    return tree.transact(
      [
        { kind: 'create', path: full, data, acl: OPEN_ACL, ephemeral: true, sequential: false },
        { kind: 'set-data', path: full, data, version: 0 },
      ],
      session.id,
    ).ok
  }

  #writeController(controller: KafkaClusterDescription['controller'], tally: OpenTally): void {
    const { tree } = this.#ensemble
    const path = `${this.#chroot}/controller`
    const json = controller && controllerJson(controller)
    const there = tree.get(path)
    if (there && json !== this.#controllerJson) {
      tally[tree.delete(path).ok ? 'deleted' : 'refused'].push('/controller')
    } else if (there) return
    this.#controllerJson = null
    const session = controller && this.#registrations.get(controller.brokerId)?.session
    if (!json || !session?.alive) return
    const outcome = session.createEphemeral(path, json)
    if (outcome.ok) this.#controllerJson = json
    tally[outcome.ok ? 'created' : 'refused'].push('/controller')
  }
}
