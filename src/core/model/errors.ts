/** Exit status of a command: 0 done, 1 failed, 2 wrong use, 3 needs a person, 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 3 | 130

/** All kinds of expected failures, each with the exit status of a command that ends with it. */
export const EXIT_CODES = {
  /** Wrong flags or arguments. */
  usage: 2,
  /** The project file is wrong. */
  config: 2,
  /** A precondition of the command fails: for example, a czar already runs, or a branch is checked out elsewhere. */
  precondition: 3,
  'journal-corrupt': 3,
  'journal-replaced': 3,
  /** Another czar has taken over the project. */
  'stale-epoch': 3,
  /** tmux, git, an agent or a gate failed. */
  tool: 1,
  /** The czar's HTTP interface failed. */
  api: 1,
  /** The czar refused a command. */
  refused: 1,
  /** A forge failed or refused a call. */
  forge: 1,
  /** Something did not end in time. */
  late: 1,
  /** The supervisor did not start. */
  launch: 1,
  /** An error in czar itself. */
  internal: 1,
  /** The person pressed Ctrl-C, or a command was cancelled. */
  cancelled: 130,
} as const satisfies Readonly<Record<string, ExitCode>>

export type ErrorCode = keyof typeof EXIT_CODES

/**
 * An expected failure that a person or the supervisor must react to. Its facts are fields. Its message says what failed, with which thing,
 * and why. Its hint is the next command to type.
 */
export interface CzarErrorFacts {
  readonly hint?: string | undefined
  readonly details?: readonly string[] | undefined
  readonly cause?: unknown
}

export class CzarError extends Error {
  readonly code: ErrorCode
  readonly hint: string | undefined
  readonly details: readonly string[]

  constructor(code: ErrorCode, message: string, facts: CzarErrorFacts = {}) {
    super(message, facts.cause === undefined ? {} : { cause: facts.cause })
    this.name = new.target.name
    this.code = code
    this.hint = facts.hint
    this.details = facts.details ?? []
  }

  get exitCode(): ExitCode {
    return EXIT_CODES[this.code]
  }
}

/** The failure's details, followed by the tool's stderr unless the message already contains that. */
export function detailsOf(error: CzarError): readonly string[] {
  const words = error instanceof ToolError ? error.stderr.trim() : ''
  return words === '' || error.message.includes(words) ? error.details : [...error.details, words]
}

/** Wrong flags or arguments. */
export class UsageError extends CzarError {
  constructor(message: string, facts: CzarErrorFacts = {}) {
    super('usage', message, facts)
  }
}

/** The project file is wrong; `details` holds every finding as `file:line:column: message`. */
export class ConfigError extends CzarError {
  constructor(message: string, facts: CzarErrorFacts = {}) {
    super('config', message, facts)
  }
}

/** A precondition of the command fails. */
export class PreconditionError extends CzarError {
  constructor(message: string, facts: CzarErrorFacts = {}) {
    super('precondition', message, facts)
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

/** tmux, git, an agent or a gate failed. The error always shows the tool's stderr. */
export class ToolError extends CzarError {
  readonly command: readonly string[]
  readonly cwd: string | undefined
  readonly stderr: string
  readonly status: number | null
  readonly reason: ToolFailure

  constructor(message: string, facts: ToolFacts) {
    super('tool', message, facts)
    this.command = facts.command
    this.cwd = facts.cwd
    this.stderr = facts.stderr ?? ''
    this.status = facts.status ?? null
    this.reason = facts.reason
  }
}

/** unreachable: no answer, or a server error; denied: the token or its rights; limited: too many calls; failed: any other answer. */
export type ForgeFailure = 'unreachable' | 'denied' | 'limited' | 'failed'

export interface ForgeFacts extends CzarErrorFacts {
  readonly reason: ForgeFailure
  /** When the next call is allowed, ms since the epoch. */
  readonly until?: number | undefined
}

/** A forge failed or refused a call. The forge's words are foreign text. */
export class ForgeError extends CzarError {
  readonly reason: ForgeFailure
  readonly until: number | null

  constructor(message: string, facts: ForgeFacts) {
    super('forge', message, facts)
    this.reason = facts.reason
    this.until = facts.until ?? null
  }
}

/** The person pressed Ctrl-C, or a command was cancelled. */
export class CancelledError extends CzarError {
  constructor(message = 'cancelled', facts: CzarErrorFacts = {}) {
    super('cancelled', message, facts)
  }
}

/** An error in czar itself: this cannot happen. */
export class InternalError extends CzarError {
  constructor(message: string, facts: CzarErrorFacts = {}) {
    super('internal', message, facts)
  }
}

/** Closes a switch over a union, so that a new member of the union becomes a type error here. */
export function assertNever(value: never): never {
  throw new InternalError(`unhandled case: ${JSON.stringify(value)}`)
}
