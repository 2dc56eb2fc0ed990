/** Values of one series before the start, evenly stepped; NaN where nothing was known. */
export interface PastSeries {
  readonly cluster: string
  /** Name in the console's history: `messagesInPerSecond`, `broker/3/sizeBytes`, `topic/orders/sizeBytes`. */
  readonly series: string
  /** Epoch ms of the first value. */
  readonly fromMs: number
  readonly stepMs: number
  readonly values: Float64Array
}
