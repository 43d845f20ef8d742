import { ToolError, type ToolFailure } from '../../../core/model/errors.ts'
import type { ProgramEnd } from '../../processes/runner/run-here.ts'

export interface FailedCall {
  readonly args: readonly string[]
  readonly cwd: string
  /** The exit status. null: git was killed, or was never started. */
  readonly status: number | null
  readonly stderr: string
  readonly timedOut: boolean
  readonly cause?: unknown
}

/** The failure of a program, as the program itself reported it. */
export class ProgramFailure extends Error {
  readonly isTooMuch: boolean

  constructor({ failure, isTooMuch }: ProgramEnd) {
    super(failure ?? '')
    this.isTooMuch = isTooMuch
  }
}

/** Turns a failed call of git into a ToolError with the command, the directory, the reason and git's own message. */
export function gitFailure(call: FailedCall): ToolError {
  const reason = reasonOf(call)
  const words = call.stderr.trim() || (call.cause instanceof Error ? call.cause.message.split('\n    at ')[0] : null) || 'no output'
  return new ToolError(
    `git ${call.args[0] ?? ''} failed in ${call.cwd}: ${reason === 'timeout' ? 'it took too long' : firstLines(words)}`,
    {
      command: ['git', ...call.args],
      cwd: call.cwd,
      status: call.status,
      stderr: call.stderr,
      reason,
      cause: call.cause,
      hint: HINTS[reason],
    },
  )
}

/** Whether the call failed because git printed more than czar reads. */
export function isTooMuch(error: unknown): boolean {
  return error instanceof ToolError && error.cause instanceof ProgramFailure && error.cause.isTooMuch
}

const HINTS: Partial<Record<ToolFailure, string>> = {
  missing: 'install git 2.39 or newer and run it again',
  timeout: 'look for a hanging git process or a slow disk, then run it again',
}

function reasonOf(call: FailedCall): ToolFailure {
  if (call.timedOut) return 'timeout'
  if (isMissingProgram(call.cause)) return 'missing'
  if (/not a git repository|No such file or directory: '\.git'/.test(call.stderr)) return 'target-gone'
  return 'failed'
}

function isMissingProgram(cause: unknown): boolean {
  return cause instanceof Error && /spawn git ENOENT|ENOENT.*git/.test(`${cause.message} ${String(cause.cause ?? '')}`)
}

function firstLines(text: string): string {
  return text.split('\n').slice(0, 4).join('; ').slice(0, 600)
}
