/** The bounds of one delivery, all in milliseconds but `enters`. */
export interface DeliveryTimes {
  /** Between the first two looks at what was just caused; each further pause is half as long again, up to `pollMs`. */
  readonly quickMs: number
  /** Between two looks at the screen. */
  readonly pollMs: number
  /** A person's key younger than this: they are typing. */
  readonly typingQuietMs: number
  /** Between two looks at a pane that a person has: a person is waited for as long as it takes. */
  readonly heldPollMs: number
  /** How long the pasted text may take to show; a long text is given 1 ms more for each 100 characters. */
  readonly consumeWithinMs: number
  /** So long the screen must at least stand still before Enter; the profile's `enter_delay` where that is longer. */
  readonly drawnQuietMs: number
  /** So long a dialog must be seen before it counts: one that was answered stays until the program draws again. */
  readonly dialogSeenMs: number
  /** So long a prompt is looked for before the text waits for it elsewhere. */
  readonly promptWithinMs: number
  /** Enters in all, and the pause for evidence after each. */
  readonly enters: number
  readonly enterEveryMs: number
  /**
   * After the last Enter, when the composer no longer shows the text or the program gives receipts: how late one may come.
   * opencode 1.18.33 on a busy machine: 8 s after the first, with the text in its composer all the while.
   */
  readonly lateReceiptMs: number
  /** So long a program must live on behind its Enter, when the screen alone says that it took the text. */
  readonly survivesMs: number
  /** After a receipt for another text: how long ours is still waited for. */
  readonly mixedGraceMs: number
  /** After a restart: an empty composer is believed when it was empty twice, so far apart. */
  readonly recheckMs: number
}

/** 400 ms before Enter is the profile's; three Enters 2 s apart lost none of the swallowed ones that were measured. */
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
