/** Time limits for the clients of the czar's streams. */
export interface StreamPace {
  /** After this much silence a comment line shows each side that the other is alive. */
  readonly beatMs: number
  /** A client that has not taken its bytes within this time is dropped. */
  readonly slowAfterMs: number
  /** Shortest time between two patches of the view. */
  readonly gapMs: number
}
