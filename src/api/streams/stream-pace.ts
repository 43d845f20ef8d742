/** The time limits for the clients of the czar's streams. */
export interface StreamPace {
  /** After this much silence the czar sends a comment line, which shows the client that the czar is alive. */
  readonly beatMs: number
  /** A client that has not read its data within this time is cut off. */
  readonly slowAfterMs: number
  /** The shortest time between two updates of the fleet's state. */
  readonly gapMs: number
  /** The shortest time between two updates for clients that ask for few updates, because these cost the czar less. */
  readonly calmGapMs: number
}
