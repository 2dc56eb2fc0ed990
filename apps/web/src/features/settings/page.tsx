import { PanelBoundary } from '../../app/panel-boundary.tsx'
import { SectionHead } from '../../ui/section-head.tsx'
import { StateSentence } from '../../ui/state-sentence.tsx'
import { SubjectLine } from '../../ui/subject-line.tsx'
import { useOverview } from '../overview/queries.ts'
import { Configuration } from './configuration.tsx'
import { KeySwitches } from './key-switches.tsx'
import { Presentation } from './presentation.tsx'

/** What this browser remembers, and what the server runs with. */
export function SettingsPage() {
  const version = useOverview().data?.data.version
  return (
    <>
      <SubjectLine name="Settings" right={version === undefined ? undefined : `Perigee ${version}`} />
      <StateSentence
        sentence={{
          strong: '',
          rest: 'How Perigee looks here, and what it runs with.',
          status: 'off',
          lede: 'Choices on the left are remembered in this browser only. The configuration on the right is read when Perigee starts.',
        }}
      />
      <div className="two">
        <div>
          <SectionHead title="Looks" note="this browser" />
          <Presentation />
          <SectionHead title="Keys" note="this browser; Ctrl K always works" />
          <KeySwitches />
        </div>
        <div>
          <SectionHead title="Configuration" note="in force, secrets masked" />
          <PanelBoundary>
            <Configuration />
          </PanelBoundary>
        </div>
      </div>
    </>
  )
}
