import { keepCompiledCode } from './keep-compiled-code.ts'
import { plainLaunch } from './launch/plain-launch.ts'
import { orReport } from './or-report.ts'
import { processIo } from './process-io.ts'
import { quietSqlite } from './quiet-sqlite.ts'

/** Runs one command line, sets the exit code, and lets the process end by itself. */
export async function main(argv: readonly string[]): Promise<void> {
  keepCompiledCode(process.env)
  quietSqlite()
  const io = processIo()
  const plain = plainLaunch(argv)
  if (plain === null) return (await import('./run-command-line.ts')).runCommandLine(argv, io)
  await orReport(io, async () => (await import('./launch/run-launch.ts')).runLaunch({ io, ...plain }))
}
