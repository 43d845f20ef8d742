import { keepCompiledCode } from './keep-compiled-code.ts'

/** Runs one command line; sets the exit code and lets the process end by itself. */
export async function main(argv: readonly string[]): Promise<void> {
  keepCompiledCode(process.env)
  const [{ runCommandLine }, { processIo }] = await Promise.all([import('./run-command-line.ts'), import('./process-io.ts')])
  await runCommandLine(argv, processIo())
}
