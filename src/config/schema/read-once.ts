/** Tells zod not to compile its schemas. Compiling them takes 20 ms, which is more than it saves if only one file is read. */
export const READ_ONCE = { jitless: true } as const
