/** The time limits of one delivery, all in milliseconds except `enters`. */
export interface DeliveryTimes {
  /**
   * The pause between the first two readings of the screen after an action. Each further pause is half as long again as
   * the previous one, up to `pollMs`.
   */
  readonly quickMs: number
  /** The longest pause between two readings of the screen. */
  readonly pollMs: number
  /** A person who pressed a key less than this long ago is typing. */
  readonly typingQuietMs: number
  /** The pause between two readings of a pane that a person uses. A delivery waits for a person without a time limit. */
  readonly heldPollMs: number
  /** How long the pasted text may take to appear on the screen. A long text gets 1 ms more for each 100 characters. */
  readonly consumeWithinMs: number
  /** How long the screen must stay unchanged before Enter is sent, unless the profile's `enter_delay` is longer. */
  readonly drawnQuietMs: number
  /**
   * How long a dialog must be on the screen before it counts. A dialog that has been answered stays visible until the program draws its
   * screen again.
   */
  readonly dialogSeenMs: number
  /** How long a delivery looks for a prompt before it ends with the result `held`. */
  readonly promptWithinMs: number
  /** How many times a delivery sends Enter at most, and how long it waits for evidence after each Enter. */
  readonly enters: number
  readonly enterEveryMs: number
  /**
   * How long after the last Enter a receipt may still come, if the program gives receipts or its input field does not show the text.
   * opencode 1.18.33 on a busy machine took 8 s after the first Enter, with the text still in its input field.
   */
  readonly lateReceiptMs: number
  /** If only the screen says that the program took the text, the program must stay alive for this long after Enter. */
  readonly survivesMs: number
  /** If the agent reports that it took another text, czar waits this much longer for the receipt of its own text. */
  readonly mixedGraceMs: number
  /** After a restart of czar, the input field counts as empty only if two readings, this far apart, find it empty. */
  readonly recheckMs: number
}

/**
 * The usual times. The pause of 400 ms before Enter comes from the profile instead. For every measured program that swallows an Enter,
 * three Enters at intervals of 2 s were enough.
 */
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
