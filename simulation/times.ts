export const MINUTE_MS = 60_000
/** This time is longer than any simulated run. */
export const FOR_EVER_MS = 1_000 * 60 * MINUTE_MS
