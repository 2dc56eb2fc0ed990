import type { Assessment } from '../assessment.ts'
import type { ClusterFacts } from '../facts.ts'
import { counted, durationWords } from '../judge/words.ts'
import { isUnseen } from '../unseen.ts'
import { activeController, type MetricScene, metricValue } from './scene.ts'

/** Kafka's own answer and its exporters differ. */
export interface Disagreement {
  readonly what: string
  readonly kafka: number
  readonly exporters: number
  readonly text: string
}

const MOST = 10

/**
 * Compares what both know: under-replicated and offline partitions, leaders of each broker, active controllers. A sum over
 * exporters of which one is silent is too low by nature and is only held against Kafka where it is too high.
 */
export function disagreements(
  facts: ClusterFacts,
  { assessment, scene }: { readonly assessment: Assessment | null; readonly scene: MetricScene },
): readonly Disagreement[] {
  if (assessment === null || isUnseen(facts)) return []
  const ages = agesText(facts, scene)
  return [
    ...underReplicated(assessment, scene, ages),
    ...offline(assessment, scene, ages),
    ...leaders(assessment, scene, ages),
    ...controllers(scene),
  ].slice(0, MOST)
}

function underReplicated({ counts }: Assessment, scene: MetricScene, ages: string): Disagreement[] {
  const told = scene.brokers.map((node) => metricValue(node, 'under_replicated'))
  const known = told.filter((value) => value !== null)
  if (known.length === 0) return []
  const sum = known.reduce((all, value) => all + value, 0)
  const silent = told.length - known.length
  if (sum === counts.underReplicated || (silent > 0 && sum < counts.underReplicated)) return []
  return [
    {
      what: 'Under-replicated partitions',
      kafka: counts.underReplicated,
      exporters: sum,
      text: `Metadata show ${counted(counts.underReplicated, 'under-replicated partition')}, exporters count ${sum}. ${ages}`,
    },
  ]
}

function offline({ counts }: Assessment, scene: MetricScene, ages: string): Disagreement[] {
  const active = activeController(scene)
  const told = active === null ? null : metricValue(active, 'offline_partitions')
  if (told === null || told === counts.offline) return []
  return [
    {
      what: 'Offline partitions',
      kafka: counts.offline,
      exporters: told,
      text: `Metadata show ${counted(counts.offline, 'offline partition')}, the active controller counts ${told}. ${ages}`,
    },
  ]
}

function leaders(assessment: Assessment, scene: MetricScene, ages: string): Disagreement[] {
  return scene.brokers.flatMap((node) => {
    const told = metricValue(node, 'leaders')
    const kafka = assessment.byBroker.get(node.id)?.leaders ?? 0
    if (told === null || told === kafka) return []
    return [
      {
        what: `Leaders of broker ${node.id}`,
        kafka,
        exporters: told,
        text: `By metadata broker ${node.id} leads ${counted(kafka, 'partition')}, by its exporter ${told}. ${ages}`,
      },
    ]
  })
}

/** Each counts itself: together they must be one, as soon as all tell. */
function controllers(scene: MetricScene): Disagreement[] {
  const nodes = scene.controllers.length > 0 ? scene.controllers : scene.brokers
  const told = nodes.map((node) => metricValue(node, 'active_controllers'))
  const known = told.filter((value) => value !== null)
  const sum = known.reduce((all, value) => all + value, 0)
  // Of KRaft's combined nodes only those that control tell it; whoever is silent may be the one.
  const isWhole = known.length > 0 && known.length === told.length
  if (scene.controllerId === null || known.length === 0 || sum === 1 || (sum === 0 && !isWhole)) return []
  return [
    {
      what: 'Active controllers',
      kafka: 1,
      exporters: sum,
      text: `Kafka names broker ${scene.controllerId} as the controller, and ${sum} exporters say that theirs is active.`,
    },
  ]
}

/** A change between the two looks passes by itself: how old both are tells whether that may be it. */
function agesText({ topology }: ClusterFacts, scene: MetricScene): string {
  const times = scene.brokers.flatMap(({ observedAt }) => (observedAt === null ? [] : [observedAt]))
  if (topology.observedAt === undefined || times.length === 0) return ''
  const kafka = durationWords(scene.now - topology.observedAt)
  const oldest = durationWords(scene.now - Math.min(...times))
  return `Metadata are ${kafka} old, the oldest exporter's page ${oldest}: a change between them passes by itself.`
}
