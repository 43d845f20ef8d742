/**
 * Expected failures that a person or the supervisor must react to. Facts are fields; the message says what
 * failed, with which thing, and why; the hint is the next command to type.
 */
export interface CzarErrorFacts {
  readonly hint?: string | undefined
  readonly details?: readonly string[] | undefined
  readonly cause?: unknown
}

export class CzarError extends Error {
  readonly code: string
  readonly exitCode: number
  readonly hint: string | undefined
  readonly details: readonly string[]

  constructor(code: string, exitCode: number, message: string, facts: CzarErrorFacts = {}) {
    super(message, facts.cause === undefined ? {} : { cause: facts.cause })
    this.name = new.target.name
    this.code = code
    this.exitCode = exitCode
    this.hint = facts.hint
    this.details = facts.details ?? []
  }
}

/** The failure's details, followed by the tool's stderr unless the message already contains it. */
export function detailsOf(error: CzarError): readonly string[] {
  const words = error instanceof ToolError ? error.stderr.trim() : ''
  return words === '' || error.message.includes(words) ? error.details : [...error.details, words]
}

/** Wrong flags or arguments: exit 2. */
export class UsageError extends CzarError {
  constructor(message: string, facts: CzarErrorFacts = {}) {
    super('usage', 2, message, facts)
  }
}

/** The project file is wrong: exit 2; `details` holds every finding as `file:line:column: message`. */
export class ConfigError extends CzarError {
  constructor(message: string, facts: CzarErrorFacts = {}) {
    super('config', 2, message, facts)
  }
}

/** A precondition of the command fails (a czar already runs, a branch is checked out elsewhere): exit 3. */
export class PreconditionError extends CzarError {
  constructor(message: string, facts: CzarErrorFacts = {}) {
    super('precondition', 3, message, facts)
  }
}

export type ToolFailure = 'target-gone' | 'server-gone' | 'timeout' | 'refused' | 'missing' | 'failed'

export interface ToolFacts extends CzarErrorFacts {
  readonly command: readonly string[]
  readonly cwd?: string | undefined
  readonly stderr?: string | undefined
  readonly status?: number | null | undefined
  readonly reason: ToolFailure
}

/** tmux, git, an agent or a gate failed: exit 1. stderr is never swallowed. */
export class ToolError extends CzarError {
  readonly command: readonly string[]
  readonly cwd: string | undefined
  readonly stderr: string
  readonly status: number | null
  readonly reason: ToolFailure

  constructor(message: string, facts: ToolFacts) {
    super('tool', 1, message, facts)
    this.command = facts.command
    this.cwd = facts.cwd
    this.stderr = facts.stderr ?? ''
    this.status = facts.status ?? null
    this.reason = facts.reason
  }
}

/** The person pressed Ctrl-C, or a command was cancelled: exit 130. */
export class CancelledError extends CzarError {
  constructor(message = 'cancelled', facts: CzarErrorFacts = {}) {
    super('cancelled', 130, message, facts)
  }
}

/** Closes a switch over a union: a new member becomes a type error here. */
export function assertNever(value: never): never {
  throw new CzarError('internal', 70, `unhandled case: ${JSON.stringify(value)}`)
}
