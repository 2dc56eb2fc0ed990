import type { MetricCoverage } from '@perigee/contract'
import { hrefOf } from '../../app/view.ts'
import { PartialBanner } from '../banner.tsx'
import { MetricsSetting } from './metrics-setting.tsx'

interface CoverageLineProps {
  readonly cluster: string
  readonly coverage: MetricCoverage
}

/** Who tells metrics and who does not, before the charts that count them; quiet when all do. */
export function CoverageLine({ cluster, coverage }: CoverageLineProps) {
  if (coverage.expected === 0) return <MetricsSetting cluster={cluster} hint={coverage.hint} />
  if (coverage.status === 'ok')
    return (
      <p className="note">
        {ended(coverage.text)}{' '}
        <a className="ln" href={hrefOf({ kind: 'capability', cluster })}>
          What they tell
        </a>
      </p>
    )
  return (
    <PartialBanner
      href={coverage.silent[0]?.href ?? hrefOf({ kind: 'sources' }, { q: cluster })}
      hrefLabel="Open sources"
    >
      {ended(coverage.text)}
    </PartialBanner>
  )
}

const ended = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)

/** Whether anything made of metrics can be shown at all. */
export function hasMetrics({ expected }: MetricCoverage): boolean {
  return expected > 0
}
