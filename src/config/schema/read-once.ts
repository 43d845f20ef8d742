/** What is read once is not worth compiling a reader for: zod's takes 20 ms of a launch. */
export const READ_ONCE = { jitless: true } as const
