import type { CliIo, Output } from './io.ts'

/** The streams, environment and exit code of this process, for a command. */
export function processIo(): CliIo {
  quietOnClosedPipe()
  return {
    // Standard input is opened when it is first used, because most commands never read it.
    get stdin() {
      return process.stdin
    },
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    env: process.env,
    cwd: currentDirectory(),
    now: () => Date.now(),
    endsWith: code => {
      process.exitCode = code
    },
    onInterrupt: listener => onSignals(['SIGINT', 'SIGTERM'], listener),
    onSignal: listener => onSignals(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'], listener),
  }
}

/** The working directory. If it was deleted, this is its former path, so that error messages can name it. */
function currentDirectory(): string {
  try {
    return process.cwd()
  } catch {
    return process.env['PWD'] ?? '/'
  }
}

/** Ignores the error of a closed pipe. In `czar log | head`, the program `head` closes the pipe early, and that is not a fault. */
function quietOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', error => {
      if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit(0)
      throw error
    })
  }
}

function outputOf(stream: NodeJS.WriteStream): Output {
  return {
    write: text => {
      stream.write(text)
    },
    isTerminal: stream.isTTY === true,
    size: () => (stream.isTTY ? { columns: stream.columns || 80, rows: stream.rows || 24 } : null),
  }
}

function onSignals(names: readonly NodeJS.Signals[], listener: (signal: NodeJS.Signals) => void): () => void {
  for (const name of names) process.on(name, listener)
  return () => {
    for (const name of names) process.off(name, listener)
  }
}
