import { execa } from 'execa'

/** A program to run to completion. Plain data, so that another process can run it. */
export interface ProgramCall {
  readonly file: string
  readonly args: readonly string[]
  readonly cwd: string
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>
  /** null: its standard input is empty. */
  readonly input: string | null
  /** Applies to input and output. */
  readonly encoding: 'utf8' | 'latin1'
  readonly timeoutMs: number
  readonly maxBytes: number
}

/** The result of a program. */
export interface ProgramEnd {
  /** null: a signal ended it, or it did not start. */
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
  readonly timedOut: boolean
  /** It wrote more than `maxBytes`, and was ended. */
  readonly isTooMuch: boolean
  /** The reason it failed; null: it did not. */
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

async function runToEnd({ file, args, cwd, env, input, encoding, timeoutMs, maxBytes }: ProgramCall): Promise<ProgramEnd> {
  const result = await execa(file, args, {
    cwd,
    env,
    extendEnv: false,
    ...(input === null ? { stdin: 'ignore' as const } : { input: Buffer.from(input, encoding) }),
    encoding,
    reject: false,
    stripFinalNewline: false,
    timeout: timeoutMs,
    maxBuffer: maxBytes,
  })
  const { exitCode, stdout = '', stderr = '', timedOut, isMaxBuffer, failed } = result
  return { status: exitCode ?? null, stdout, stderr, timedOut, isTooMuch: isMaxBuffer, failure: failed ? (result.message ?? '') : null }
}
