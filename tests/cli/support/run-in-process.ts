import { Readable } from 'node:stream'
import type { CliIo, Output } from '../../../src/cli/io.ts'
import { runCommandLine } from '../../../src/cli/run-command-line.ts'

export const NOW = Date.parse('2026-11-20T22:30:00.000Z')

export interface Setting {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly stdin?: string | Buffer
  /** The number of columns of the terminal. If it is absent, the output goes into a pipe. */
  readonly columns?: number
}

export interface Recorded {
  readonly io: CliIo
  readonly stdout: () => string
  readonly stderr: () => string
  readonly code: () => number
  readonly interrupt: () => void
}

/** The streams, clock and environment of a command that runs inside the test's process. */
export function recordedIo({ env = {}, cwd = '/', stdin = '', columns }: Setting = {}): Recorded {
  const written = { stdout: '', stderr: '' }
  const listeners = new Set<() => void>()
  let code = 0
  const output = (name: 'stdout' | 'stderr'): Output => ({
    write: text => {
      written[name] += text
    },
    isTerminal: columns !== undefined,
    size: () => (columns === undefined ? null : { columns, rows: 24 }),
  })
  const io: CliIo = {
    stdin: Readable.from([stdin]),
    stdout: output('stdout'),
    stderr: output('stderr'),
    env,
    cwd,
    now: () => NOW,
    endsWith: given => {
      code = given
    },
    onInterrupt: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onSignal: () => () => {},
  }
  const interrupt = () => {
    for (const listener of listeners) listener()
  }
  return { io, stdout: () => written.stdout, stderr: () => written.stderr, code: () => code, interrupt }
}

/** Runs one command until it ends. */
export async function czar(argv: readonly string[], setting: Setting = {}) {
  const recorded = recordedIo(setting)
  await runCommandLine(argv, recorded.io)
  return { stdout: recorded.stdout(), stderr: recorded.stderr(), code: recorded.code() }
}
