import { reportFailure } from './exit.ts'
import type { ExitCode } from './io.ts'
import { processIo } from './process-io.ts'
import { makeProgram } from './program.ts'

/** Parses and runs the command line of this process; a failure is printed, and becomes the exit code. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  const setExitCode = (code: ExitCode) => {
    process.exitCode = code
  }
  const io = processIo(setExitCode)
  quietOnClosedPipe()
  try {
    await makeProgram(io).parseAsync(argv, { from: 'user' })
  } catch (error) {
    setExitCode(reportFailure(error, io))
  }
}

/** `czar log | head`: the reader has seen enough, which is no failure. */
function quietOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', error => {
      if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit(0)
      throw error
    })
  }
}
