import type { Measure } from '@perigee/contract'
import styles from './peer-line.module.css'
import { peerScale } from './peer-scale.ts'

/** Own value as a dot among grey peers, the median as a tick: "one broker" or "all" at a glance. */
export function PeerLine({ measure }: { readonly measure: Measure }) {
  const scale = peerScale(measure.value, measure.median, measure.peers)
  const rank = measure.rank === null ? 'rank unknown' : `rank ${measure.rank} of ${measure.of}`
  const own = measure.status === 'critical' || measure.status === 'warning' ? styles[measure.status] : ''
  return (
    <span className={styles.line} role="img" aria-label={`${measure.measure} among its peers: ${rank}`}>
      <svg aria-hidden="true">
        <line className={styles.base} x1="0" x2="100%" y1="10" y2="10" />
        <g className={styles.peers}>
          {scale.peers.map((at, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: peers are anonymous, their order is their identity
            <circle key={index} cx={`${at}%`} cy="10" r="3" />
          ))}
        </g>
        {scale.median === null ? null : (
          <line className={styles.median} x1={`${scale.median}%`} x2={`${scale.median}%`} y1="3" y2="17" />
        )}
        {scale.value === null ? null : (
          <circle className={`${styles.own} ${own}`} cx={`${scale.value}%`} cy="10" r="5" />
        )}
      </svg>
    </span>
  )
}
