import { javaNumber } from './java-number.ts'

export type MetricType = 'counter' | 'gauge' | 'summary' | 'untyped'

export interface FamilyHead {
  /** As the TYPE line names it. */
  readonly name: string
  readonly type: MetricType
  readonly help: string
}

interface Family extends FamilyHead {
  readonly samples: string[]
}

export type Labels = readonly (readonly [name: string, value: string])[]

/** A page in Prometheus' text format 0.0.4, families and their samples in the order that client_java 1.x gives them. */
export class MetricPage {
  readonly #families = new Map<string, Family>()

  family(head: FamilyHead): string[] {
    const known = this.#families.get(head.name)
    if (known !== undefined) return known.samples
    const samples: string[] = []
    this.#families.set(head.name, { ...head, samples })
    return samples
  }

  /** One number of a family without other samples of the same name but by label. Labels must be in order. */
  add(head: FamilyHead, value: number, labels: Labels = []): void {
    this.family(head).push(`${head.name}${labelText(labels)} ${javaNumber(value)}\n`)
  }

  /** Text of the page; with names, only of families that have one of them (`name[]=` of the exporter). */
  text(names: ReadonlySet<string> | null = null): string {
    const wanted = [...this.#families.values()].filter(({ name }) => names === null || names.has(name))
    return wanted
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, type, help, samples }) => {
        // A summary's own order is its quantiles, count and sum.
        const lines = type === 'summary' ? samples : samples.toSorted()
        return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`
      })
      .join('')
  }
}

export function labelText(labels: Labels): string {
  if (labels.length === 0) return ''
  return `{${labels.map(([name, value]) => `${name}="${escaped(value)}"`).join(',')}}`
}

export function escaped(value: string): string {
  return /[\\"\n]/.test(value) ? value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n') : value
}
