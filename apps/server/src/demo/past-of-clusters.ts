import { metricOfKey } from '@perigee/domain'
import type { PastSeries } from '@perigee/fleet'

const OF_NODE = /^(?:broker|host|controller)\/\d+\/(.+)$/

/**
 * What the console would have charted of whole clusters, out of what it would have charted of their nodes. A node that told
 * nothing was away: what it did not do is not missing. Equal in step and length, as the fleet writes them.
 */
export function pastOfClusters(past: readonly PastSeries[]): readonly PastSeries[] {
  const groups = new Map<string, { readonly cluster: string; readonly key: string; readonly of: PastSeries[] }>()
  for (const one of past) {
    const key = OF_NODE.exec(one.series)?.[1]
    const over = key === undefined ? undefined : metricOfKey(key)?.over
    if (key === undefined || over === undefined || over === 'none') continue
    const name = `${one.cluster} ${key}`
    const group = groups.get(name) ?? { cluster: one.cluster, key, of: [] }
    groups.set(name, group)
    group.of.push(one)
  }
  return [...groups.values()].flatMap(({ cluster, key, of }) => {
    const [first] = of
    if (first === undefined) return []
    const { fromMs, stepMs } = first
    return [{ cluster, series: key, fromMs, stepMs, values: together(key, of) }]
  })
}

function together(key: string, of: readonly PastSeries[]): Float64Array {
  const over = metricOfKey(key)?.over
  const put = over === 'sum' ? sum : over === 'min' ? Math.min : Math.max
  const values = new Float64Array(of[0]?.values.length ?? 0).fill(Number.NaN)
  for (const { values: told } of of) {
    for (let i = 0; i < values.length; i += 1) {
      const value = told[i] ?? Number.NaN
      if (Number.isNaN(value)) continue
      const before = values[i] as number
      values[i] = Number.isNaN(before) ? value : put(before, value)
    }
  }
  return values
}

const sum = (a: number, b: number) => a + b
