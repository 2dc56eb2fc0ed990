import { CopyButton } from '../../ui/copy-button.tsx'
import { Facts } from '../../ui/facts.tsx'
import { SectionHead } from '../../ui/section-head.tsx'
import { StateSentence } from '../../ui/state-sentence.tsx'
import { SubjectLine } from '../../ui/subject-line.tsx'
import { PERIGEE_YAML, START_COMMAND } from './recipes.ts'
import './first-run.css'

/** What Perigee is, the one command, and a file to copy for more. `clusters` are those shown already, simulated or not. */
export function FirstRun({ version, clusters = 0 }: { version: string; clusters?: number }) {
  const isFirst = clusters === 0
  return (
    <>
      <SubjectLine
        name={isFirst ? 'Add the first cluster' : 'Connect a cluster'}
        right={isFirst ? 'nothing is polled yet' : undefined}
      >
        <span>Perigee {version}</span>
      </SubjectLine>
      <StateSentence
        sentence={{
          strong: '',
          rest: isFirst
            ? 'Perigee runs, and has no cluster to watch yet.'
            : 'Perigee watches your clusters once it is told where they are.',
          status: 'off',
          lede: 'It reads your Kafka clusters through the brokers’ own protocol, says in words what is wrong and since when, and what the next failure would cost. It stores nothing in them and changes nothing.',
        }}
      />
      <div className="side wide">
        <div>
          <SectionHead title="One cluster, no file" note="stop Perigee and start it with any broker’s address" />
          <Recipe text={START_COMMAND} label="Copy the command" />
          <p className="note">
            One reachable broker is enough; the others are found through it. The first full picture takes a few seconds.
          </p>
          <SectionHead title="Several clusters, TLS, passwords" note="perigee.yaml beside the command, or --config" />
          <Recipe text={PERIGEE_YAML} label="Copy the file" />
          <p className="note">
            Every key can also be set by environment variable.{' '}
            <span className="mono">npm run perigee -- check-config</span> lists every mistake at once, by path, and
            never prints a secret.
          </p>
        </div>
        <aside>
          <Needs />
        </aside>
      </div>
    </>
  )
}

function Needs() {
  return (
    <>
      <SectionHead title="What it needs" />
      <Facts
        facts={[
          ['Network', 'reach every broker, as clients do'],
          ['Kafka', '2.0 to the newest 4.x'],
          ['Mode', 'ZooKeeper or KRaft'],
          ['Rights', 'Describe and DescribeConfigs'],
          ['Writes', 'none'],
        ]}
      />
      <p className="note">
        A right that is missing costs only what it protects: the page names the gap and the permission that would close
        it.
      </p>
      <SectionHead title="Why name what you expect" />
      <p className="q2">
        A broker that is gone leaves no trace in Kafka. Only against <span className="mono">expected.brokers</span> can
        Perigee say that one is missing; without it, it goes by the brokers it has seen.
      </p>
      <SectionHead title="No Kafka at hand" />
      <Recipe text="npm run lab -- up" label="Copy" />
      <p className="note">Starts two small real clusters on this machine, to try things out and to break them.</p>
    </>
  )
}

function Recipe({ text, label }: { text: string; label: string }) {
  return (
    <div className="recipe">
      <pre className="code">{text}</pre>
      <CopyButton text={text} label={label} className="btn quiet" />
    </div>
  )
}
