import { existsSync } from 'node:fs'
import { ToolError, type ToolFailure } from '../../../core/model/errors.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
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
  const isFolderGone = isNotStarted(call.cause) && !existsSync(call.cwd)
  const reason = isFolderGone ? 'target-gone' : reasonOf(call)
  const words = call.stderr.trim() || (call.cause instanceof Error ? call.cause.message.split('\n    at ')[0] : null) || 'no output'
  const why = isFolderGone ? 'this folder does not exist' : reason === 'timeout' ? 'it took too long' : firstLines(words)
  return new ToolError(`git ${call.args[0] ?? ''} failed in ${call.cwd}: ${why}`, {
    command: ['git', ...call.args],
    cwd: call.cwd,
    status: call.status,
    stderr: call.stderr,
    reason,
    cause: call.cause,
    hint: isFolderGone
      ? `put the folder back, or link it: ln -s NEW_PLACE ${shellWord(call.cwd)}`
      : (HINTS[reason] ?? trustHint(call.stderr)),
  })
}

/** The command that makes git trust a repository of another user, if git refused the repository for that. */
export function trustHint(stderr: string): string | undefined {
  const path = /detected dubious ownership in repository at '(.+)'/.exec(stderr)?.[1]
  return path === undefined ? undefined : `git config --global --add safe.directory ${shellWord(path)}`
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
  if (isNotStarted(call.cause)) return 'missing'
  if (/not a git repository|No such file or directory: '\.git'/.test(call.stderr)) return 'target-gone'
  return 'failed'
}

/** Node reports the same error, ENOENT, if the program is missing and if the folder to start it in is missing. */
function isNotStarted(cause: unknown): boolean {
  return cause instanceof Error && /spawn git ENOENT|ENOENT.*git/.test(`${cause.message} ${String(cause.cause ?? '')}`)
}

function firstLines(text: string): string {
  return text.split('\n').slice(0, 4).join('; ').slice(0, 600)
}
