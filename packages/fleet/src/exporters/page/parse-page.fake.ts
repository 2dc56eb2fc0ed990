/** One line of a page. */
export interface Sample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

export interface ParsedPage {
  readonly samples: readonly Sample[]
  readonly types: ReadonlyMap<string, string>
  /** The number of the one sample with these labels, and no others but those. */
  value(name: string, labels?: Readonly<Record<string, string>>): number | undefined
}

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"(?:,|$)/g

/** A small reader of Prometheus' text format; it throws on what is none. */
export function parsePage(text: string): ParsedPage {
  const samples: Sample[] = []
  const types = new Map<string, string>()
  for (const line of text.split('\n')) {
    const type = /^# TYPE (\S+) (\S+)$/.exec(line)
    if (type !== null) {
      if (types.has(type[1]!)) throw new Error(`family twice: ${line}`)
      types.set(type[1]!, type[2]!)
    } else if (line !== '' && !line.startsWith('# HELP ')) samples.push(sampleOf(line))
  }
  const value: ParsedPage['value'] = (name, labels = {}) => {
    const key = JSON.stringify(Object.entries(labels).toSorted())
    return samples.find((one) => one.name === name && JSON.stringify(Object.entries(one.labels).toSorted()) === key)
      ?.value
  }
  return { samples, types, value }
}

function sampleOf(line: string): Sample {
  const found = LINE.exec(line)
  if (found === null) throw new Error(`no sample: ${line}`)
  const [, name = '', text = '', number = ''] = found
  const labels: Record<string, string> = {}
  let read = 0
  for (const [whole, label = '', value = ''] of text.matchAll(LABEL)) {
    labels[label] = value.replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c))
    read += whole.length
  }
  const value = number === '+Inf' ? Number.POSITIVE_INFINITY : Number(number)
  if (read !== text.length || (Number.isNaN(value) && number !== 'NaN')) throw new Error(`no sample: ${line}`)
  return { name, labels, value }
}
