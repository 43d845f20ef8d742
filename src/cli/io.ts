/** Everything of its process that a command uses. Tests pass their own. */
export interface CliIo {
  readonly stdin: NodeJS.ReadableStream
  readonly stdout: Output
  readonly stderr: Output
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  now(): number
  /** Sets the exit code of a command that ends without an error; 0 by default. */
  endsWith(code: number): void
  /** Calls back on Ctrl-C or TERM instead of ending the process. The returned function removes the listener. */
  onInterrupt(listener: () => void): () => void
  /**
   * Like onInterrupt, but also calls back when the terminal closes. The listener gets the signal, so that it can be
   * forwarded.
   */
  onSignal(listener: (signal: NodeJS.Signals) => void): () => void
}

export interface Output {
  write(text: string): void
  readonly isTerminal: boolean
  /** The terminal's present columns and rows; null: no terminal. */
  size(): { readonly columns: number; readonly rows: number } | null
}
