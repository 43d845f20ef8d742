import type { CliIo } from './io.ts'
import { orReport } from './or-report.ts'
import { makeProgram } from './program.ts'

/** Parses and runs one command line; prints a failure and turns it into the exit code. */
export async function runCommandLine(argv: readonly string[], io: CliIo): Promise<void> {
  await orReport(io, () => makeProgram(io).parseAsync(argv, { from: 'user' }))
}
