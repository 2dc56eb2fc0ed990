import type { DemoScenario } from '@perigee/contract'
import { Popover } from 'radix-ui'
import { useScenarioAction } from './queries.ts'
import './demo.css'

/** What can go wrong, by cluster, each with what it does; started and stopped here. */
export function ScenarioMenu({ scenarios }: { scenarios: readonly DemoScenario[] }) {
  const action = useScenarioAction()
  const clusters = [...new Set(scenarios.map(({ cluster }) => cluster))]
  return (
    <Popover.Root>
      <Popover.Trigger className="btn quiet">Make something go wrong</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="raised scenario-menu"
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label="What can go wrong"
        >
          {action.error !== null && <p role="alert">{action.error.message}</p>}
          {clusters.map((cluster) => (
            <section key={cluster}>
              <h3>{cluster}</h3>
              {scenarios
                .filter((one) => one.cluster === cluster)
                .map((one) => (
                  <Scenario
                    key={one.name}
                    scenario={one}
                    isWaiting={action.isPending && action.variables?.scenario === one.name}
                    onAct={(next) => action.mutate({ scenario: one.name, action: next })}
                  />
                ))}
            </section>
          ))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

interface ScenarioProps {
  readonly scenario: DemoScenario
  readonly isWaiting: boolean
  readonly onAct: (action: 'start' | 'stop') => void
}

function Scenario({ scenario: { title, text, state, step, startedBy }, isWaiting, onAct }: ScenarioProps) {
  const isIdle = state === 'idle'
  return (
    <div className="scenario" data-state={state}>
      <p>
        <b>{title}</b>
        {!isIdle && <span className="q">{startedBy === 'story' ? ' by itself' : ' by you'}</span>}
        <br />
        <span className="q">{isIdle || step === null ? text : step}</span>
      </p>
      <button
        type="button"
        className={isIdle ? 'btn' : 'btn main'}
        disabled={isWaiting || state === 'healing'}
        onClick={() => onAct(isIdle ? 'start' : 'stop')}
      >
        {state === 'healing' ? 'Healing' : isIdle ? 'Start' : 'Heal now'}
        <span className="sr"> {title}</span>
      </button>
    </div>
  )
}
