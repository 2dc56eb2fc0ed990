// Which releases of Apache Kafka still get fixes.

/** When the table below was last looked over. */
export const RELEASES_AS_OF = '2026-11-22'
/**
 * The project mends "the last three releases", about a year (Time Based Release Plan, cwiki.apache.org/confluence/display/KAFKA).
 * There is no table of end-of-life dates: a release ends when the third one after it comes out.
 */
export const RELEASES_SOURCE = 'Apache Kafka, Time Based Release Plan'
export const SUPPORTED_RELEASES = 3

/** Minor releases, oldest first, with the day of their first version; null: the day is not on record here. */
export const KAFKA_RELEASES: readonly (readonly [name: string, releasedOn: string | null])[] = [
  ['2.0', '2018-07-28'],
  ['2.1', '2018-11-20'],
  ['2.2', '2019-03-22'],
  ['2.3', '2019-06-24'],
  ['2.4', '2019-12-14'],
  ['2.5', '2020-04-14'],
  ['2.6', '2020-08-03'],
  ['2.7', '2020-12-19'],
  ['2.8', '2021-04-18'],
  ['3.0', '2021-09-20'],
  ['3.1', '2022-01-21'],
  ['3.2', '2022-05-09'],
  ['3.3', '2022-09-28'],
  ['3.4', '2023-02-06'],
  ['3.5', '2023-06-13'],
  ['3.6', '2023-10-03'],
  ['3.7', '2024-02-26'],
  ['3.8', '2024-07-26'],
  ['3.9', '2024-11-06'],
  ['4.0', '2025-03-18'],
  ['4.1', null],
  ['4.2', null],
  ['4.3', null],
]

/** How a release stands: how many came after it, and the day it came out. Null: it is not in the table. */
export function releaseAge(name: string): { readonly newer: number; readonly releasedOn: string | null } | null {
  const at = KAFKA_RELEASES.findIndex(([release]) => release === name)
  if (at < 0) return null
  return { newer: KAFKA_RELEASES.length - 1 - at, releasedOn: KAFKA_RELEASES[at]?.[1] ?? null }
}
