import { type ExecFileException, execFile } from 'node:child_process'

/** A program to run to completion. Plain data, so that another process can run it. */
export interface ProgramCall {
  readonly file: string
  readonly args: readonly string[]
  readonly cwd: string
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>
  /** null: the program's standard input is empty. */
  readonly input: string | null
  /** The limit for both input and output. */
  readonly encoding: 'utf8' | 'latin1'
  readonly timeoutMs: number
  readonly maxBytes: number
}

/** The result of a program. */
export interface ProgramEnd {
  /** null: a signal ended the program, or it did not start. */
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
  readonly timedOut: boolean
  /** Whether the program wrote more than `maxBytes` and was therefore ended. */
  readonly isTooMuch: boolean
  /** Why the program failed; null: it did not fail. */
  readonly failure: string | null
}

export type RunProgram = (call: ProgramCall) => Promise<ProgramEnd>

/** Runs a program as a child of this process. Never rejects. */
export const runHere: RunProgram = async call => {
  try {
    return await runToEnd(call)
  } catch (error) {
    // Arguments that contain NUL cannot be passed to a program.
    return notRun(error instanceof Error ? error.message : String(error))
  }
}

/** The result for a program that did not run, or whose end is unknown. */
export function notRun(failure: string): ProgramEnd {
  return { status: null, stdout: '', stderr: '', timedOut: false, isTooMuch: false, failure }
}

/** A program that ignores TERM at the end of its time is killed after this long. */
const KILL_AFTER_MS = 5_000

/** Uses Node's own `execFile`, because with execa a start takes twice the CPU time, and git is started very often. */
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
  // A program may end without reading its input.
  child.stdin?.on('error', () => {})
  child.stdin?.end(input ?? '', encoding)
  return promise
}

function statusOf(error: ExecFileException | null): number | null {
  if (error === null) return 0
  return typeof error.code === 'number' ? error.code : null
}
