import { type BeanAttribute, type Naming, safeName, tagLabels } from './naming.ts'

/** Suffixes that client_java 1.x takes off names of gauges and untyped metrics. */
const RESERVED = /_(total|created|bucket|info)$/

/**
 * R, the exporter without rules: domain, type and attribute make the name, everything else is a label, nothing has a
 * type, text is dropped.
 */
export const NO_RULES: Naming = {
  id: 'R',
  flattens: () => false,
  name: ({ domain, type, name, attribute, tags }: BeanAttribute) => ({
    name: safeName(`${domain}_${type}_${attribute}`).replace(RESERVED, ''),
    type: 'untyped',
    labels: { ...tagLabels(tags), ...(name === null ? {} : { name: { text: name } }) },
  }),
}
