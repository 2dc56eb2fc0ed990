import { metricSum, metricValue, type SeenNode } from '../vitals/scene.ts'

const HOST_PARTS = [
  {
    words: 'disk',
    has: (node: SeenNode) =>
      metricSum(node, 'node_disk_busy') !== null || metricSum(node, 'node_disk_write_ms') !== null,
  },
  { words: 'processor', has: (node: SeenNode) => metricValue(node, 'node_cpu_busy') !== null },
  { words: 'network', has: (node: SeenNode) => metricValue(node, 'node_tcp_retransmits') !== null },
] as const

/** What could not be looked at: `Its host tells no disk, processor or network metrics.`; empty when all was. */
export function missingEvidence(node: SeenNode): string {
  const lacking = HOST_PARTS.filter(({ has }) => !has(node)).map(({ words }) => words)
  const flush = metricValue(node, 'log_flush_ms/p99') === null && metricValue(node, 'log_flush_ms/mean') === null
  const host =
    lacking.length === 0
      ? ''
      : `Its host tells no ${lacking.length === 1 ? lacking[0] : `${lacking.slice(0, -1).join(', ')} or ${lacking.at(-1)}`} metrics.`
  return [host, flush ? 'Its exporter tells no log flush times.' : ''].filter(Boolean).join(' ')
}
