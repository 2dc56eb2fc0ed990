import { usePreferences } from '../app/preferences.ts'
import { useWhere } from '../app/view.ts'
import type { Zone } from './words.ts'

/** Zone in which times are shown: the URL's `tz` first, then what the person chose, else UTC. */
export function useZone(): Zone {
  const { view } = useWhere()
  const { zone } = usePreferences()
  return view.tz === 'local' || view.tz === 'utc' ? view.tz : zone
}
