import { type ExecFileException, execFile } from 'node:child_process'

/** A program to run until it ends. The call is plain data, so that it can be sent to another process. */
export interface ProgramCall {
  readonly file: string
  readonly args: readonly string[]
  readonly cwd: string
  /** The complete environment of the program. Nothing is inherited from czar. */
  readonly env: Readonly<Record<string, string>>
  /** The text for the program's standard input. null: the input is empty. */
  readonly input: string | null
  /** The encoding of the program's input and output. */
  readonly encoding: 'utf8' | 'latin1'
  readonly timeoutMs: number
  readonly maxBytes: number
}

/** How a program ended, and what it wrote. */
export interface ProgramEnd {
  /** The exit status. null: a signal ended the program, or the program did not start. */
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
  readonly timedOut: boolean
  /** Whether the program was ended because it wrote more than `maxBytes`. */
  readonly isTooMuch: boolean
  /** Why the program failed. null: it did not fail. */
  readonly failure: string | null
}

export type RunProgram = (call: ProgramCall) => Promise<ProgramEnd>

/** Runs a program as a child of this process. Never rejects. */
export const runHere: RunProgram = async call => {
  try {
    return await runToEnd(call)
  } catch (error) {
    // Starting the program failed at once, for example because an argument contains NUL.
    return notRun(error instanceof Error ? error.message : String(error))
  }
}

/** The result of a program that did not run, or of which czar does not know how it ended. */
export function notRun(failure: string): ProgramEnd {
  return { status: null, stdout: '', stderr: '', timedOut: false, isTooMuch: false, failure }
}

/** If a program ignores TERM when its time is over, it gets KILL after this long. */
const KILL_AFTER_MS = 5_000

/** Uses Node's own `execFile`. With execa each start takes twice the CPU time, and czar starts git very often. */
function runToEnd({ file, args, cwd, env, input, encoding, timeoutMs, maxBytes }: ProgramCall): Promise<ProgramEnd> {
  const { promise, resolve } = Promise.withResolvers<ProgramEnd>()
  const limits = { cwd, env, encoding, timeout: timeoutMs, maxBuffer: maxBytes }
  const child = execFile(file, args, limits, (error, stdout, stderr) => {
    clearTimeout(killer)
    const isTooMuch = error?.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER'
    const timedOut = error?.killed === true && !isTooMuch
    resolve({ status: statusOf(error), stdout, stderr, timedOut, isTooMuch, failure: error === null ? null : error.message })
  })
  const killer = setTimeout(() => child.kill('SIGKILL'), timeoutMs + KILL_AFTER_MS)
  // A program may end without reading its input, so an error is ignored.
  child.stdin?.on('error', () => {})
  child.stdin?.end(input ?? '', encoding)
  return promise
}

function statusOf(error: ExecFileException | null): number | null {
  if (error === null) return 0
  return typeof error.code === 'number' ? error.code : null
}
