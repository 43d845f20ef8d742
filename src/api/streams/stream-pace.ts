/** How patient the czar is with the clients of its streams. */
export interface StreamPace {
  /** A comment line after so long a silence shows both sides that the other is there. */
  readonly beatMs: number
  /** A client that has not taken what was sent within this is dropped. */
  readonly slowAfterMs: number
  /** Least time between two patches of the view. */
  readonly gapMs: number
}
