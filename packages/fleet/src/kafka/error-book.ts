/** Errors that a node is told to answer; empty in a healthy world. */
export interface ErrorBook {
  readonly isEmpty: boolean
  /**
   * Kafka's error code for one partition of an API's answer (index null: the topic, topic null: the whole answer); 0 for
   * none. DescribeLogDirs has directories in the place of topics.
   */
  codeFor(apiKey: number, topic: string | null, partition: number | null): number
}

export const NO_ERRORS: ErrorBook = { isEmpty: true, codeFor: () => 0 }

interface Rule {
  readonly apiKey: number | null
  readonly topic: string | null
  readonly partition: number | null
  readonly code: number
}

/** An error book that is written to while the node serves. */
export function createErrorBook(): ErrorBook & { add(rule: Rule): () => void; clear(): void } {
  const rules = new Set<Rule>()
  return {
    get isEmpty() {
      return rules.size === 0
    },
    codeFor(apiKey, topic, partition) {
      for (const rule of rules) {
        const isAsked = rule.apiKey === null || rule.apiKey === apiKey
        if (isAsked && rule.topic === topic && rule.partition === partition) return rule.code
      }
      return 0
    },
    add(rule) {
      rules.add(rule)
      return () => rules.delete(rule)
    },
    clear: () => rules.clear(),
  }
}
