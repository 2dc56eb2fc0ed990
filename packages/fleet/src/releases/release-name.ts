/** Releases whose version ranges the fleet knows. */
export type ReleaseName = '2.8' | '3.3' | '3.6' | '3.9' | '4.0' | '4.1' | '4.3'
