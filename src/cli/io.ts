/** Everything a command touches of the process it runs in; tests put their own in its place. */
export interface CliIo {
  readonly stdin: NodeJS.ReadableStream
  readonly stdout: Output
  readonly stderr: Output
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  now(): number
  /** The exit code when the command ends without an error; 0 until this is called. */
  endsWith(code: number): void
  /** Calls back on Ctrl-C or TERM instead of dying; the answer takes the listener away again. */
  onInterrupt(listener: () => void): () => void
  /** As onInterrupt, also when the terminal goes, with the signal: for who passes it on. */
  onSignal(listener: (signal: NodeJS.Signals) => void): () => void
}

export interface Output {
  write(text: string): void
  readonly isTerminal: boolean
  /** Columns and rows now; null when it is no terminal. */
  size(): { readonly columns: number; readonly rows: number } | null
}

/** 0 done, 1 failed, 2 wrong use, 3 needs a person, 130 interrupted. `czar run` alone ends with another command's code. */
export type ExitCode = 0 | 1 | 2 | 3 | 130
