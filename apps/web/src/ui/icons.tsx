import { classNames } from './class-names.ts'

// One set of line icons, 16 × 16, drawn in the current colour. Decoration only: a word always stands beside them.
const DRAWINGS = {
  overview: 'M2.5 4h11M2.5 8h11M2.5 12h7',
  sources: 'M5.5 2v3.5M10.5 2v3.5M3.5 5.5h9V8a4.5 4.5 0 0 1-9 0zM8 12.5V14.5',
  cluster: 'M2.5 13.5v-5M6.2 13.5v-9M9.8 13.5V7M13.5 13.5v-11',
  brokers:
    'M3.5 2.5h9a1 1 0 0 1 1 1V6a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1V3.5a1 1 0 0 1 1-1zM3.5 9h9a1 1 0 0 1 1 1v2.5a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1V10a1 1 0 0 1 1-1zM5 4.8h.01M5 11.2h.01',
  topics: 'M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11',
  partitions: 'M2.5 2.5h4.5v4.5H2.5zM9 2.5h4.5v4.5H9zM2.5 9h4.5v4.5H2.5zM9 9h4.5v4.5H9z',
  durability: 'M8 1.8 13.2 4v4c0 3-2.2 5-5.2 6.2C5 13 2.8 11 2.8 8V4z',
  quorum:
    'M9.8 3.8a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0zM5.6 12.2a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0zM14 12.2a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0zM7 5.3l-2.3 5.3M9 5.3l2.3 5.3M5.6 12.2h4.8',
  capacity: 'M2.5 13.5h11M4 13.5v-3h2.5v3M8 13.5v-6h2.5v6M3 7.5 7.5 4l2 1.5L13.5 2M10.5 2h3v3',
  capability: 'M2.8 11.5a5.5 5.5 0 1 1 10.4 0M8 10.5l2.8-4M2.8 11.5h1.6M11.6 11.5h1.6',
  preflight: 'M2.5 4l1.3 1.3L6 3M2.5 10l1.3 1.3L6 9M8.5 4.3h5M8.5 10.3h5',
  find: 'M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0zM10.5 10.5l3.5 3.5',
  settings:
    'M10.2 8a2.2 2.2 0 1 1-4.4 0 2.2 2.2 0 0 1 4.4 0zM8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6 5 5M11 11l1.4 1.4M12.4 3.6 11 5M5 11l-1.4 1.4',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  close: 'M4 4l8 8M12 4l-8 8',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  moon: 'M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5z',
} as const
export type IconName = keyof typeof DRAWINGS

export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg className={classNames('ic', className)} viewBox="0 0 16 16" aria-hidden="true">
      <path d={DRAWINGS[name]} />
    </svg>
  )
}

/** The mark: an orbit seen from the side, the body at its nearest point. */
export function Mark({ sizePx = 18 }: { sizePx?: number }) {
  return (
    <svg width={sizePx} height={sizePx} viewBox="0 0 18 18" fill="none" aria-hidden="true">
      <ellipse cx="9" cy="9" rx="7.6" ry="4.6" transform="rotate(-32 9 9)" stroke="currentColor" strokeWidth="1.5" />
      <circle cx="3.7" cy="13" r="2.3" fill="currentColor" />
    </svg>
  )
}
