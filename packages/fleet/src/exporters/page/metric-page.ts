import type { Generation } from '../naming/generation.ts'
import { javaNumber } from './java-number.ts'

/** `info` is written as a gauge whose name keeps its ending. */
export type MetricType = 'counter' | 'gauge' | 'summary' | 'untyped' | 'info'

export interface FamilyHead {
  /** As the TYPE line names it. */
  readonly name: string
  readonly type: MetricType
  readonly help: string
}

/** Longer ones are of partitions, and written in their order. */
const SORTED_UP_TO = 256

interface Family extends FamilyHead {
  readonly samples: string[]
}

/** A sample whose labels may be those of another one, with what would tell them apart. */
export interface Ambiguous {
  readonly sample: string
  /** `{request="Fetch"}` */
  readonly labels: string
  readonly objectName: string
  readonly value: number
}

export type Labels = readonly (readonly [name: string, value: string])[]

/** A page in Prometheus' text format 0.0.4, families and their samples in the order that client_java 1.x gives them. */
export class MetricPage {
  readonly generation: Generation
  readonly #families = new Map<string, Family>()
  readonly #ambiguous = new Map<string, Ambiguous[]>()

  constructor(generation: Generation = '1.x') {
    this.generation = generation
  }

  family(head: FamilyHead): string[] {
    const known = this.#families.get(head.name)
    if (known !== undefined) return known.samples
    const samples: string[] = []
    this.#families.set(head.name, { ...head, samples })
    return samples
  }

  /** Families of another page, to be put on several. */
  adopt(other: MetricPage): void {
    for (const { samples, ...head } of other.#families.values()) {
      const own = this.family(head)
      for (const line of samples) own.push(line)
    }
  }

  /** One number of a family without other samples of the same name but by label. Labels must be in order. */
  add(head: FamilyHead, value: number, labels: Labels = []): void {
    this.family(head).push(`${head.name}${this.labelText(labels)} ${javaNumber(value)}\n`)
  }

  /** A sample that is settled when the page is written: 0.x keeps the first of equals, 1.x tells them apart. */
  addAmbiguous(head: FamilyHead, sample: Ambiguous): void {
    this.family(head)
    const others = this.#ambiguous.get(head.name)
    if (others === undefined) this.#ambiguous.set(head.name, [sample])
    else others.push(sample)
  }

  labelText(labels: Labels): string {
    if (labels.length === 0) return ''
    const end = this.generation === '0.x' ? ',}' : '}'
    return `{${labels.map(([name, value]) => `${name}="${escaped(value)}"`).join(',')}${end}`
  }

  /** Text of the page; with names, only of families that have one of them (`name[]=` of the exporter). */
  text(names: ReadonlySet<string> | null = null): string {
    this.#settle()
    const wanted = [...this.#families.values()].filter(({ name }) => names === null || names.has(name))
    return wanted
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, type, help, samples }) => {
        // A summary's own order is its quantiles, count and sum.
        const isInOrder = type === 'summary' || samples.length > SORTED_UP_TO
        const lines = isInOrder ? samples : samples.toSorted()
        return `# HELP ${name} ${help}\n# TYPE ${name} ${type === 'info' ? 'gauge' : type}\n${lines.join('')}`
      })
      .join('')
  }

  #settle(): void {
    for (const [family, samples] of this.#ambiguous) {
      const lines = this.#families.get(family)?.samples ?? []
      const byLabels = Map.groupBy(samples, ({ sample, labels }) => sample + labels)
      for (const [start, equals] of byLabels) {
        const [first] = equals
        if (first === undefined) continue
        if (equals.length === 1 || this.generation === '0.x') lines.push(`${start} ${javaNumber(first.value)}\n`)
        else for (const one of equals) lines.push(toldApart(one))
      }
    }
    this.#ambiguous.clear()
  }
}

function toldApart({ sample, labels, objectName, value }: Ambiguous): string {
  const others = labels === '' ? '}' : `,${labels.slice(1)}`
  return `${sample}{_objectname="${escaped(objectName)}"${others} ${javaNumber(value)}\n`
}

export function escaped(value: string): string {
  return /[\\"\n]/.test(value) ? value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n') : value
}
