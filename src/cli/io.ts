/** Everything a command touches of its process; tests pass their own. */
export interface CliIo {
  readonly stdin: NodeJS.ReadableStream
  readonly stdout: Output
  readonly stderr: Output
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  now(): number
  /** Sets the exit code for a command that ends without an error; 0 by default. */
  endsWith(code: number): void
  /** Calls back on Ctrl-C or TERM instead of dying; the returned function removes the listener. */
  onInterrupt(listener: () => void): () => void
  /** As onInterrupt, also when the terminal closes; passes the signal, so that it can be forwarded. */
  onSignal(listener: (signal: NodeJS.Signals) => void): () => void
}

export interface Output {
  write(text: string): void
  readonly isTerminal: boolean
  /** Current columns and rows; null: not a terminal. */
  size(): { readonly columns: number; readonly rows: number } | null
}
