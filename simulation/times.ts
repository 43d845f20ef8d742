export const MINUTE_MS = 60_000
/** Longer than any sprint. */
export const FOR_EVER_MS = 1_000 * 60 * MINUTE_MS
