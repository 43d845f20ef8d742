/** Time limits for the clients of the czar's streams. */
export interface StreamPace {
  /** A comment line after this much silence shows both sides that the other is alive. */
  readonly beatMs: number
  /** A client that has not taken the sent bytes within this is dropped. */
  readonly slowAfterMs: number
  /** Minimum time between two patches of the view. */
  readonly gapMs: number
}
