import type { ClusterSummary, Status } from '@perigee/contract'
import { hrefOf } from '../../app/view.ts'
import { classNames } from '../../ui/class-names.ts'
import { Unknown } from '../../ui/quantity.tsx'
import { countWords } from '../../ui/quantity-words.ts'

type Losable = Pick<
  ClusterSummary,
  'name' | 'status' | 'canLose' | 'survivableBrokerLosses' | 'atMinIsrByDesignPartitions'
>

const EMPHASIS: Partial<Record<Status, string>> = { critical: 'bad', warning: 'mid' }

/** Having nothing to spare is loud only where something is wrong: else it is how topics were made, and its title says so. */
export function CanLose({ cluster }: { readonly cluster: Losable }) {
  const { name, status, canLose, survivableBrokerLosses } = cluster
  if (canLose === null) return <Unknown as="dash" />
  if (survivableBrokerLosses !== 0) return canLose
  return (
    <a
      className={classNames('ln', EMPHASIS[status])}
      href={hrefOf({ kind: 'durability', cluster: name })}
      title={byDesignWords(cluster)}
    >
      {canLose}
    </a>
  )
}

/** Why a healthy cluster may lose nothing; undefined where that is not known to be by design. */
export function byDesignWords({
  atMinIsrByDesignPartitions: many,
}: Pick<Losable, 'atMinIsrByDesignPartitions'>): string | undefined {
  if (many === null || many === 0) return undefined
  const have = many === 1 ? 'partition has' : 'partitions have'
  return `By design: ${countWords(many)} ${have} no more copies than min.insync.replicas asks for`
}
