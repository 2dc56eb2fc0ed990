import { type BeanAttribute, type Naming, safeName, tagLabels } from './naming.ts'

/**
 * R, the exporter without rules: domain, type and attribute make the name, everything else is a label, nothing has a
 * type, text is dropped.
 */
export const NO_RULES: Naming = {
  id: 'R',
  java: 'node',
  isJmx: true,
  flattens: () => false,
  name: (bean) => withoutRules(bean),
}

/** The same by one rule that takes everything, told to write names in small letters; labels stay. */
export const NO_RULES_LOWER_CASE: Naming = {
  ...NO_RULES,
  name(bean) {
    const named = withoutRules(bean)
    return named === null ? null : { ...named, name: named.name.toLowerCase() }
  },
}

/** M: the exporter of Amazon MSK has no rules either; brokers tell consumers' lag besides. */
export const MSK: Naming = { ...NO_RULES, id: 'M' }

function withoutRules({ domain, type, name, attribute, tags }: BeanAttribute) {
  if (attribute === 'Sum') return null
  return {
    name: safeName(`${domain}_${type}_${attribute}`),
    type: 'untyped' as const,
    labels: { ...tagLabels(tags), ...(name === null ? {} : { name: { text: name } }) },
  }
}
