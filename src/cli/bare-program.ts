import { Command } from 'commander'
import type { CliIo } from './io.ts'

/** A command line without verbs; it writes to `io` and never ends the process. */
export function bareProgram(io: CliIo): Command {
  return new Command('czar').exitOverride().configureOutput({
    writeOut: text => io.stdout.write(text),
    writeErr: text => io.stderr.write(text),
    outputError: (text, write) => write(text.replace(/^error: /, 'czar: ')),
    getOutHelpWidth: () => io.stdout.size()?.columns ?? 100,
    getErrHelpWidth: () => io.stderr.size()?.columns ?? 100,
    getOutHasColors: () => false,
    getErrHasColors: () => false,
  })
}
