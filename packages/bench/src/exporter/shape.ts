/** A fleet of a hundred brokers with 700 replicas of 300 topics each. */
export const BROKERS = 100
export const TOPICS = 300
export const REPLICAS = 700
/** Passes over all of them; each page counts on from the one before. */
export const ROUNDS = 3
