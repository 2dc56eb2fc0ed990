import type { Scenario } from '../scenario.ts'
import { SEEN_FROM_OUTSIDE } from './seen-from-outside.ts'

const CLUSTER = 'edge-small'
const PAGE = `/c/${CLUSTER}`

/** What goes wrong in the small cluster. */
export const EDGE_SMALL: readonly Scenario[] = [
  {
    name: 'rolling-restart',
    title: 'Rolling restart',
    text: 'Brokers restart one after the other in good order: leadership moves away first, and each is in sync again before the next one goes.',
    cluster: CLUSTER,
    href: `${PAGE}/brokers`,
    severity: 'mild',
    lasts: '2m',
    steps: [
      { at: '0s', do: 'lose-broker', broker: 1, as: 'stopped', for: '12s', says: 'Broker 1 restarts' },
      { at: '38s', do: 'lose-broker', broker: 2, as: 'stopped', for: '12s', says: 'Broker 2 restarts' },
      { at: '76s', do: 'lose-broker', broker: 3, as: 'stopped', for: '12s', says: 'Broker 3 restarts' },
    ],
  },
  {
    name: 'topic-recreated',
    title: 'Topic deleted and re-created',
    text: 'The topic alarms is deleted and created again with the same name: another id, an empty log, offsets from zero.',
    cluster: CLUSTER,
    href: `${PAGE}/topics/alarms`,
    severity: 'notable',
    lasts: '40s',
    steps: [
      {
        at: '0s',
        do: 'delete-topic',
        topic: 'alarms',
        for: '15s',
        says: 'alarms is deleted, and will be created again',
      },
    ],
  },
  {
    name: 'topic-created',
    title: 'Topic created and expanded',
    text: 'A new topic site.bremen.telemetry appears, gets six more partitions after a while, and is deleted in the end.',
    cluster: CLUSTER,
    href: `${PAGE}/topics/site.bremen.telemetry`,
    severity: 'notable',
    lasts: '2m',
    steps: [
      {
        at: '0s',
        do: 'create-topic',
        topic: 'site.bremen.telemetry',
        partitions: 6,
        replicationFactor: 3,
        ratePerSecond: 25,
        says: 'site.bremen.telemetry is created',
      },
      { at: '45s', do: 'expand-topic', topic: 'site.bremen.telemetry', by: 6, says: 'It gets six more partitions' },
    ],
  },
  {
    name: 'unclean-election',
    title: 'Unclean election',
    text: 'With min.insync.replicas of 1, two followers fall behind and the only leader ends. A follower that had not fetched everything is made leader, and what it had not fetched is lost.',
    cluster: CLUSTER,
    href: `${PAGE}/topics/sensors.vibration.v1`,
    severity: 'severe',
    lasts: '100s',
    steps: [
      { at: '0s', do: 'slow-follower', broker: 2, percent: 20, says: 'Broker 2 falls behind' },
      { at: '0s', do: 'slow-follower', broker: 3, percent: 20, says: 'Brokers 2 and 3 fall behind' },
      {
        at: '40s',
        do: 'lose-broker',
        broker: 1,
        as: 'down',
        for: '45s',
        says: 'Broker 1, the only one in sync, has ended',
      },
      {
        at: '55s',
        do: 'unclean-election',
        topic: 'sensors.vibration.v1',
        says: 'A replica that was not in sync leads',
      },
    ],
  },
  {
    name: 'slow-consumer',
    title: 'Slow consumer',
    text: 'vibration-model reads half of what is written: its lag grows steadily, and goes down when it is fast again. No page shows groups yet; kafka-consumer-groups --describe does.',
    cluster: CLUSTER,
    href: SEEN_FROM_OUTSIDE,
    severity: 'notable',
    lasts: '2m',
    steps: [
      { at: '0s', do: 'slow-group', group: 'vibration-model', percent: 50, says: 'vibration-model reads too slowly' },
    ],
  },
]
