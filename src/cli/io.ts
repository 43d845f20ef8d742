/** Everything outside itself that a command uses of its process. Tests pass their own object. */
export interface CliIo {
  readonly stdin: NodeJS.ReadableStream
  readonly stdout: Output
  readonly stderr: Output
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  now(): number
  /** Sets the exit code of a command that ends without an error. Without a call the exit code is 0. */
  endsWith(code: number): void
  /** Calls the listener on Ctrl-C or SIGTERM, and the process does not end. The returned function removes the listener. */
  onInterrupt(listener: () => void): () => void
  /** Like `onInterrupt`, but also calls the listener when the terminal closes. The listener gets the signal, so that it can forward it. */
  onSignal(listener: (signal: NodeJS.Signals) => void): () => void
}

export interface Output {
  write(text: string): void
  readonly isTerminal: boolean
  /** The terminal's present columns and rows. It is null if there is no terminal. */
  size(): { readonly columns: number; readonly rows: number } | null
}
