import { hrefOf } from '../../app/view.ts'
import { useDemo } from './queries.ts'
import { Running } from './running.tsx'
import { ScenarioMenu } from './scenario-menu.tsx'
import './demo.css'

/** Says on every page that nothing here is real, what is going wrong on purpose, and how to see the real thing. */
export function DemoBar() {
  const demo = useDemo()
  if (demo === null) return null
  const running = demo.scenarios.filter(({ state }) => state !== 'idle')
  return (
    <section className="demo-bar" aria-label="Demo">
      <p>
        <b>Demo</b>
        <span className="word">: {demo.clusters.length} simulated clusters, nothing here is real</span>
      </p>
      <div className="demo-running">
        {running.map((scenario) => (
          <Running key={scenario.name} scenario={scenario} />
        ))}
      </div>
      <ScenarioMenu scenarios={demo.scenarios} />
      <a className="btn quiet" href={hrefOf({ kind: 'connect' })}>
        Connect yours
      </a>
    </section>
  )
}

/** On a wall, where there is no bar. */
export function DemoMark() {
  return useDemo() === null ? null : <p className="demo-mark">Demo: simulated clusters</p>
}
