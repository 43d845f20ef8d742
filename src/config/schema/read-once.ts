/** Switches off zod's compiled reader: compiling takes 20 ms of a launch, which a single reading does not win back. */
export const READ_ONCE = { jitless: true } as const
