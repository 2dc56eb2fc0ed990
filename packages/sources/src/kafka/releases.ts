/** placeholder, replaced below */
export function inferRelease(_apis: ReadonlyMap<number, readonly [number, number]>): string | null {
  return null
}
