import type { Page } from '@perigee/links'

const WITH_CHARTS = ['cluster', 'broker', 'topic'] as const
type WithRange = Extract<Page, { kind: (typeof WITH_CHARTS)[number] }>

/** Whether a page has charts, and so a window of time. */
export function hasRange(page: Page): page is WithRange {
  return (WITH_CHARTS as readonly string[]).includes(page.kind)
}
