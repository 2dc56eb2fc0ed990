// The Java processes and the hosts below them, as exporters tell.
import { listed, thousands } from '../judge/words.ts'
import type { Check, Finding } from './check.ts'
import { brokerParts, type Part, perBroker } from './parts.ts'
import type { PreflightView } from './view.ts'
import { percentWords, sizeWords } from './words.ts'

const GIB = 1_073_741_824
const NONE = 'No broker is registered.'
/** Kafka's documentation begins with 100,000 descriptors for a broker. */
const FEW_FILES = 100_000

function heapVerdict(view: PreflightView, id: number): readonly [Part['state'], string] {
  const limit = view.metric('broker', id, 'heap_max')
  if (!limit.known) return ['unknown', limit.why]
  const after = view.metric('broker', id, 'heap_after_gc')
  const words = `its heap is ${sizeWords(limit.value)}`
  if (!after.known) {
    // What is in use between two collections says little: only much room is good news.
    const used = view.metric('broker', id, 'heap_used')
    const isRoomy = limit.value >= GIB && used.known && used.value <= 0.8 * limit.value
    if (limit.value < GIB) return ['warn', words]
    return isRoomy ? ['pass', words] : ['unknown', `${words}; what stays after a collection is not told`]
  }
  const share = after.value / limit.value
  const text = `${words}, ${percentWords(share)} in use after collection`
  if (share > 0.9) return ['fail', text]
  return limit.value < GIB || share > 0.8 ? ['warn', text] : ['pass', text]
}

function heap(view: PreflightView): Finding {
  const parts = brokerParts(view, (id) => heapVerdict(view, id))
  return perBroker(view, parts, {
    pass: 'Heaps are 1 GiB or larger and less than 80 % full.',
    none: NONE,
    fix: 'Give brokers 4 to 6 GiB (KAFKA_HEAP_OPTS); the rest of the memory is the page cache’s.',
    command: 'KAFKA_HEAP_OPTS="-Xms6g -Xmx6g"',
  })
}

function collection(view: PreflightView): Finding {
  const parts = brokerParts(view, (id) => {
    const share = view.metric('broker', id, 'gc_time_s')
    if (!share.known) return ['unknown', share.why]
    const text = `${percentWords(share.value)} of its time goes into garbage collection`
    return share.value > 0.25 ? ['fail', text] : share.value > 0.1 ? ['warn', text] : ['pass', text]
  })
  return perBroker(view, parts, {
    pass: 'Garbage collection takes less than 10 % of the time.',
    none: NONE,
    fix: 'Look for many small batches, old clients (conversion) or a heap that is too small.',
  })
}

function files(view: PreflightView): Finding {
  const parts = brokerParts(view, (id) => {
    const limit = view.metric('broker', id, 'max_fds')
    const open = view.metric('broker', id, 'open_fds')
    if (!limit.known) return ['unknown', limit.why]
    const share = open.known ? open.value / limit.value : null
    const inUse = share === null ? '' : `, ${percentWords(share)} of it in use`
    const text = `it may open ${thousands(limit.value)} files${inUse}`
    if (share !== null && share > 0.95) return ['fail', text]
    return limit.value < FEW_FILES || (share !== null && share > 0.85) ? ['warn', text] : ['pass', text]
  })
  return perBroker(view, parts, {
    pass: 'Every broker may open 100,000 files or more.',
    none: NONE,
    fix: 'Raise the limit: a broker needs one descriptor for each segment and each connection, and dies when it gets none.',
    command: 'LimitNOFILE=1048576',
  })
}

function pageCache(view: PreflightView): Finding {
  const parts = brokerParts(view, (id) => {
    const total = view.metric('host', id, 'node_mem_total')
    if (!total.known) return ['unknown', total.why]
    const limit = view.metric('broker', id, 'heap_max')
    const cached = view.metric('host', id, 'node_mem_cached')
    if (!cached.known) return ['unknown', cached.why]
    const heapWords = limit.known ? `, the heap may take ${sizeWords(limit.value)}` : ''
    const text = `${sizeWords(cached.value)} of ${sizeWords(total.value)} memory are page cache${heapWords}`
    if (limit.known && limit.value > total.value / 2) return ['warn', text]
    const available = view.metric('host', id, 'node_mem_available')
    if (available.known && available.value < 0.1 * total.value)
      return ['warn', `${text}; ${sizeWords(available.value)} are available`]
    return ['pass', text]
  })
  return perBroker(view, parts, {
    pass: 'Half of the memory or more is left to the page cache.',
    none: NONE,
    fix: 'Make the heap smaller or the host larger: consumers that keep up are served from the page cache.',
  })
}

const within = (path: string, mount: string) => mount === '/' || path === mount || path.startsWith(`${mount}/`)

/** Type and options of file systems are no canonical metrics: only the mount is judged. */
function mounts(view: PreflightView): Finding {
  const parts = brokerParts(view, (id) => {
    const dirs = view.facts.logDirs.get(id)?.value?.dirs
    if (dirs === undefined) return ['unknown', 'its log directories were not read yet']
    const host = view.nodes('host').find(({ target }) => target.nodeId === id)
    if (host === undefined)
      return [
        'unknown',
        view.configured.metrics ? 'no node_exporter is known for it' : 'no node_exporter is configured',
      ]
    const points = [...host.values.keys()].flatMap((key) =>
      key.startsWith('node_fs_size/') ? [key.slice('node_fs_size/'.length)] : [],
    )
    if (points.length === 0) return ['unknown', 'its node_exporter tells no file systems']
    const on = dirs.map(({ path }) => ({
      path,
      mount: points.filter((point) => within(path, point)).toSorted((a, b) => b.length - a.length)[0],
    }))
    const shared = on.filter(({ mount }) => mount === '/' || mount === undefined)
    return shared.length > 0
      ? ['warn', `${listed(shared.map(({ path }) => path))} lies on the root file system`]
      : ['pass', '']
  })
  return perBroker(view, parts, {
    pass: 'Log directories lie on mounts of their own. Type and options of the file system are not told.',
    none: NONE,
    fix: 'Mount a volume for data (XFS or ext4, noatime): logs of the system must not fill Kafka’s, nor the other way round.',
  })
}

/** Threads of a pool against how busy they are, and how many processors there are. */
function pool(view: PreflightView, of: { setting: string; idle: string; words: string }): readonly Part[] {
  return brokerParts(view, (id) => {
    const idle = view.metric('broker', id, of.idle)
    if (!idle.known) return ['unknown', idle.why]
    const settings = view.settings(id)
    const threads = settings.known ? (settings.value.get(of.setting)?.value ?? null) : null
    const cpus = view.metric('broker', id, 'cpus')
    const cores = cpus.known ? ` on ${cpus.value} processors` : ''
    const text = `${of.words} are idle ${percentWords(idle.value)} of the time (${of.setting}=${threads ?? 'not told'}${cores})`
    return idle.value < 0.1 ? ['fail', text] : idle.value < 0.3 ? ['warn', text] : ['pass', text]
  })
}

const handlers = (view: PreflightView): Finding =>
  perBroker(view, pool(view, { setting: 'num.io.threads', idle: 'handler_idle', words: 'request handlers' }), {
    pass: 'Request handlers are idle more than 30 % of the time.',
    none: NONE,
    fix: 'Raise num.io.threads to the number of processors or more; then look at what the handlers wait for (the broker’s page).',
    command:
      'kafka-configs.sh --bootstrap-server $BOOTSTRAP --alter --entity-type brokers --entity-default --add-config num.io.threads=16',
  })

const processors = (view: PreflightView): Finding =>
  perBroker(view, pool(view, { setting: 'num.network.threads', idle: 'network_idle', words: 'network processors' }), {
    pass: 'Network processors are idle more than 30 % of the time.',
    none: NONE,
    fix: 'Raise num.network.threads; TLS needs more of them.',
    command:
      'kafka-configs.sh --bootstrap-server $BOOTSTRAP --alter --entity-type brokers --entity-default --add-config num.network.threads=8',
  })

const base = { family: 'processes' } as const

export const PROCESS_CHECKS: readonly Check[] = [
  {
    ...base,
    id: 'heap',
    title: 'Heaps are large enough',
    severity: 'major',
    reason: 'A heap that fills up ends in long pauses, and they in lost sessions.',
    judge: heap,
  },
  {
    ...base,
    id: 'gc-time',
    title: 'Garbage collection stays in the background',
    severity: 'major',
    reason: 'While it stops the broker, clients wait and copies fall behind.',
    judge: collection,
  },
  {
    ...base,
    id: 'file-limit',
    title: 'Brokers may open enough files',
    severity: 'critical',
    reason: 'A broker that gets no descriptor takes its log directories offline.',
    judge: files,
  },
  {
    ...base,
    id: 'page-cache',
    title: 'Memory is left to the page cache',
    severity: 'major',
    reason: 'Kafka keeps no cache of its own: what is not in the page cache is read from disk.',
    judge: pageCache,
  },
  {
    ...base,
    id: 'data-mounts',
    title: 'Data lies on mounts of its own',
    severity: 'minor',
    reason: 'On the root file system anything else can fill Kafka’s disk.',
    judge: mounts,
  },
  {
    ...base,
    id: 'request-handlers',
    title: 'Request handlers have time',
    severity: 'major',
    reason: 'Below 30 % idle requests begin to queue.',
    judge: handlers,
  },
  {
    ...base,
    id: 'network-processors',
    title: 'Network processors have time',
    severity: 'major',
    reason: 'Below 30 % idle answers begin to wait.',
    judge: processors,
  },
]
