/** Switches off that zod compiles its schemas. Compiling takes 20 ms of a launch, and reading one file does not save that much. */
export const READ_ONCE = { jitless: true } as const
