/** zod's compiled reader does not pay for a single read: compiling takes 20 ms of a launch. */
export const READ_ONCE = { jitless: true } as const
