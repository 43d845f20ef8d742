/** The time limits of one delivery, all in milliseconds except `enters`. */
export interface DeliveryTimes {
  /**
   * The pause between the first two readings of the screen after an action. Each further pause is half as long again as
   * the previous one, up to `pollMs`.
   */
  readonly quickMs: number
  /** Pause between two readings of the screen. */
  readonly pollMs: number
  /** A person who pressed a key less than this long ago is typing. */
  readonly typingQuietMs: number
  /** Pause between two readings of a pane that a person uses. This wait has no limit. */
  readonly heldPollMs: number
  /** How long the pasted text may take to appear. A long text gets 1 ms more for each 100 characters. */
  readonly consumeWithinMs: number
  /** How long the screen must stay unchanged before Enter, unless the profile's `enter_delay` is longer. */
  readonly drawnQuietMs: number
  /** How long a dialog must show before it counts. A dialog that was answered stays until the program draws again. */
  readonly dialogSeenMs: number
  /** How long the delivery looks for a prompt before it ends as `held`. */
  readonly promptWithinMs: number
  /** The largest number of Enters in a delivery, and how long czar waits for evidence after each. */
  readonly enters: number
  readonly enterEveryMs: number
  /**
   * How late a receipt may come after the last Enter, if the program gives receipts or the composer does not show the text. On a busy
   * machine opencode 1.18.33 took 8 s after the first Enter, with the text still in its composer.
   */
  readonly lateReceiptMs: number
  /** How long a program must survive Enter if only the screen says that it took the text. */
  readonly survivesMs: number
  /** How long czar still waits for the receipt of its text after a receipt for another text. */
  readonly mixedGraceMs: number
  /** After a restart of the czar, an empty composer counts only if two readings, this far apart, find it empty. */
  readonly recheckMs: number
}

/** The 400 ms before Enter come from the profile. Three Enters 2 s apart were enough for every swallowed Enter that was measured. */
export const DEFAULT_DELIVERY_TIMES: DeliveryTimes = {
  quickMs: 10,
  pollMs: 40,
  typingQuietMs: 3000,
  heldPollMs: 500,
  consumeWithinMs: 3000,
  drawnQuietMs: 10,
  dialogSeenMs: 80,
  promptWithinMs: 500,
  enters: 3,
  enterEveryMs: 2000,
  lateReceiptMs: 8000,
  survivesMs: 300,
  mixedGraceMs: 1000,
  recheckMs: 2000,
}
