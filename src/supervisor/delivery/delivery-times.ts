/** The bounds of one delivery, all in milliseconds except `enters`. */
export interface DeliveryTimes {
  /** Between the first two looks after an action; each further pause is half as long again, up to `pollMs`. */
  readonly quickMs: number
  /** Between two looks at the screen. */
  readonly pollMs: number
  /** A person whose last key is younger than this is typing. */
  readonly typingQuietMs: number
  /** Between two looks at a pane that a person uses; that wait is unbounded. */
  readonly heldPollMs: number
  /** How long the pasted text may take to show; a long text is given 1 ms more for each 100 characters. */
  readonly consumeWithinMs: number
  /** Minimum time that the screen stands still before Enter; the profile's `enter_delay` where that is longer. */
  readonly drawnQuietMs: number
  /** Minimum time that a dialog shows before it counts: an answered one stays until the program draws again. */
  readonly dialogSeenMs: number
  /** How long the delivery looks for a prompt before it ends as `held`. */
  readonly promptWithinMs: number
  /** Maximum number of Enters, and the wait for evidence after each. */
  readonly enters: number
  readonly enterEveryMs: number
  /**
   * How late a receipt may come after the last Enter, if the program gives receipts or the composer does not show the text.
   * On a busy machine opencode 1.18.33 took 8 s after the first Enter, with the text still in its composer.
   */
  readonly lateReceiptMs: number
  /** How long a program must survive its Enter, when only the screen says that it took the text. */
  readonly survivesMs: number
  /** How long our receipt is still awaited after one for another text. */
  readonly mixedGraceMs: number
  /** After a restart an empty composer counts only when two looks, this far apart, find it empty. */
  readonly recheckMs: number
}

/** The 400 ms before Enter are the profile's. Three Enters 2 s apart recovered every swallowed Enter that was measured. */
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
