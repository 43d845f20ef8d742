import { reportFailure } from './exit.ts'
import type { CliIo } from './io.ts'
import { makeProgram } from './program.ts'

/** Parses and runs one command line; a failure is printed, and becomes the exit code. */
export async function runCommandLine(argv: readonly string[], io: CliIo): Promise<void> {
  try {
    await makeProgram(io).parseAsync(argv, { from: 'user' })
  } catch (error) {
    io.endsWith(reportFailure(error, io))
  }
}
