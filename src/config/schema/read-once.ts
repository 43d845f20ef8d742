/** Switches off zod's compiled reader. Compiling takes 20 ms of a launch, and a single reading does not save that much. */
export const READ_ONCE = { jitless: true } as const
