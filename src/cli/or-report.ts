import type { CliIo } from './io.ts'

/** Runs a command. If the command throws, prints the error and sets the exit code. */
export async function orReport(io: CliIo, run: () => Promise<unknown>): Promise<void> {
  try {
    await run()
  } catch (error) {
    const [{ reportFailure }, { hintsOf }] = await Promise.all([import('./exit.ts'), import('./project/name-project.ts')])
    io.endsWith(reportFailure(error, io, await hintsOf(io)))
  }
}
