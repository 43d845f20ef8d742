import type { CliIo, ExitCode, Output } from './io.ts'

/** The streams and environment of this process. */
export function processIo(setExitCode: (code: ExitCode) => void): CliIo {
  return {
    stdin: process.stdin,
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    env: process.env,
    cwd: process.cwd(),
    now: () => Date.now(),
    endsWith: setExitCode,
    onInterrupt,
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

function onInterrupt(listener: () => void): () => void {
  process.on('SIGINT', listener)
  process.on('SIGTERM', listener)
  return () => {
    process.off('SIGINT', listener)
    process.off('SIGTERM', listener)
  }
}
