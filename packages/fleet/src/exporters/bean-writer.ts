import { finished, type Generation } from './naming/generation.ts'
import type { BeanAttribute, LabelSource, Named, Naming } from './naming/naming.ts'
import { javaNumber } from './page/java-number.ts'
import { escaped, type FamilyHead, MetricPage } from './page/metric-page.ts'

/** Values of properties besides type and name, as Kafka orders them. */
export type Tags = Readonly<Record<string, string>>

export interface Bean {
  readonly domain: string
  readonly type: string
  readonly name: string
  readonly tags?: Tags
}

/** A Yammer meter: how often since the process began, and per second now. */
export interface MeterValues {
  readonly count: number
  readonly perSecond: number
  /** Since the process began. */
  readonly meanRate: number
}

/** A Yammer histogram. */
export interface HistogramValues {
  readonly count: number
  /** Of all samples since the process began. No MBean tells it. */
  readonly sum: number
  readonly min: number
  readonly max: number
  readonly mean: number
  readonly stdDev: number
  /** 50th, 75th, 95th, 98th, 99th, 999th. */
  readonly percentiles: readonly [number, number, number, number, number, number]
}

const PERCENTILES = ['50th', '75th', '95th', '98th', '99th', '999th'] as const

/** A naming applied to one shape of bean: where its samples go, and how their labels are put together. */
interface Route {
  readonly head: FamilyHead
  readonly named: Named
  readonly sample: string
  /** Text between values of tags: `{name="x",partition="`, `",topic="`, `"}`. */
  readonly texts: readonly string[]
  readonly sources: readonly Drawn[]
}

/** A label whose value a bean's tags give. */
type Drawn = Exclude<LabelSource, { readonly text: string }>

const NO_TAGS: Tags = {}

/** Writes MBeans onto a page in the names that a rule set gives them. Routes are kept: shapes are few, beans are many. */
export class BeanWriter {
  readonly #naming: Naming
  readonly #page: MetricPage
  readonly #routes: Routes

  constructor(naming: Naming, page: MetricPage, routes = new Routes()) {
    this.#naming = naming
    this.#page = page
    this.#routes = routes
  }

  gauge(bean: Bean, value: number): void {
    this.#write(bean, 'Value', value)
  }

  meter(bean: Bean, { count, perSecond, meanRate }: MeterValues): void {
    this.#write(bean, 'Count', count)
    this.#write(bean, 'MeanRate', meanRate)
    for (const window of ['One', 'Five', 'Fifteen']) this.#write(bean, `${window}MinuteRate`, perSecond)
  }

  histogram(bean: Bean, values: HistogramValues): void {
    this.#write(bean, 'Count', values.count)
    this.#write(bean, 'Sum', values.sum)
    this.#write(bean, 'Min', values.min)
    this.#write(bean, 'Max', values.max)
    this.#write(bean, 'Mean', values.mean)
    this.#write(bean, 'StdDev', values.stdDev)
    for (const [i, place] of PERCENTILES.entries()) {
      this.#write(bean, `${place}Percentile`, values.percentiles[i] ?? Number.NaN)
    }
  }

  /** A Yammer timer is a histogram and a meter with one count. */
  timer(bean: Bean, values: HistogramValues & MeterValues): void {
    this.histogram(bean, values)
    this.#write(bean, 'MeanRate', values.meanRate)
    for (const window of ['One', 'Five', 'Fifteen']) this.#write(bean, `${window}MinuteRate`, values.perSecond)
  }

  /** A bean without name whose attributes are numbers or text: Kafka's own metrics, Java's. */
  attributes(
    { domain, type, tags = NO_TAGS }: Omit<Bean, 'name'>,
    values: Readonly<Record<string, number | string>>,
  ): void {
    for (const [attribute, value] of Object.entries(values)) {
      this.#write({ domain, type, name: null, tags }, attribute, value)
    }
  }

  /** What stays as it is from page to page: written again only when `key` has changed. */
  still(key: string, write: (writer: BeanWriter) => void): void {
    let known = this.#routes.still
    if (known?.key !== key) {
      const page = new MetricPage(this.#page.generation)
      write(new BeanWriter(this.#naming, page, this.#routes))
      known = { key, page }
      this.#routes.still = known
    }
    this.#page.adopt(known.page)
  }

  #write(bean: Omit<Bean, 'name'> & { name: string | null }, attribute: string, value: number | string): void {
    const { tags = NO_TAGS } = bean
    const route = this.#route(bean, attribute, tags)
    if (route === null) return
    const { textLabel, mayCollide } = route.named
    if (typeof value === 'string') {
      if (textLabel !== undefined) this.#text(route, textLabel, value)
      return
    }
    const { texts, sources } = route
    let labels = texts[0] ?? ''
    for (const [i, source] of sources.entries()) labels += escaped(labelValue(tags, source)) + (texts[i + 1] ?? '')
    if (mayCollide === true) {
      const objectName = objectNameOf(bean, tags)
      this.#page.addAmbiguous(route.head, { sample: route.sample, labels, objectName, value })
    } else this.#page.family(route.head).push(`${route.sample}${labels} ${javaNumber(value)}\n`)
  }

  #text(route: Route, label: string, value: string): void {
    this.#page.family(route.head).push(`${route.sample}${this.#page.labelText([[label, value]])} 1.0\n`)
  }

  #route(bean: Omit<Bean, 'name'> & { name: string | null }, attribute: string, tags: Tags): Route | null {
    const { domain, type, name } = bean
    const keys = Object.keys(tags)
    const shape: BeanAttribute = { domain, type, name, attribute, tags: keys }
    const values = this.#naming.flattens(shape) ? Object.values(tags) : []
    const kept = this.#routes.of(name === null ? type : `${type},${name}`, attribute)
    const key = values.length === 0 ? keys.join() : `${keys.join()}=${values.join()}`
    const known = kept.get(key)
    if (known !== undefined) return known
    const named = this.#naming.name(shape, values)
    const route = named === null ? null : routeOf(shape, named, this.#page.generation)
    kept.set(key, route)
    return route
  }
}

/** Routes found before; to be kept from page to page. */
export class Routes {
  still: { readonly key: string; readonly page: MetricPage } | null = null
  readonly #byBean = new Map<string, Map<string, Map<string, Route | null>>>()

  /** Of one attribute of beans with this name, by the keys of their tags. */
  of(bean: string, attribute: string): Map<string, Route | null> {
    const byAttribute = this.#byBean.get(bean) ?? new Map<string, Map<string, Route | null>>()
    this.#byBean.set(bean, byAttribute)
    const byTags = byAttribute.get(attribute) ?? new Map<string, Route | null>()
    byAttribute.set(attribute, byTags)
    return byTags
  }
}

function labelValue(tags: Tags, source: Drawn): string {
  if ('tag' in source) return tags[source.tag] ?? ''
  const [first, second] = source.tags
  return `${tags[first] ?? ''}${source.between}${tags[second] ?? ''}`
}

function objectNameOf({ domain, type, name }: Omit<Bean, 'name'> & { name: string | null }, tags: Tags): string {
  const properties = Object.entries({ type, ...(name === null ? {} : { name }), ...tags })
  return `${domain}:${properties.map((one) => one.join('=')).join(',')}`
}

function routeOf({ domain, type, name, attribute }: BeanAttribute, named: Named, generation: Generation): Route {
  const help = `Attribute exposed for management ${domain}:name=${name},type=${type},attribute=${attribute}`
  const end = generation === '0.x' ? ',}' : '}'
  const texts: string[] = []
  const drawn: Drawn[] = []
  let text = ''
  const sources = Object.entries(named.labels).toSorted(([a], [b]) => (a < b ? -1 : 1))
  for (const [i, [label, source]] of sources.entries()) {
    text += `${i === 0 ? '{' : ','}${label}="`
    if ('text' in source) text += escaped(source.text)
    else {
      texts.push(text)
      drawn.push(source)
      text = ''
    }
    text += '"'
  }
  texts.push(sources.length === 0 ? text : `${text}${end}`)
  const { family, sample, type: kind } = finished(named, generation)
  return { head: { name: family, type: kind, help }, sample, named, texts, sources: drawn }
}
