/** The exit status of a command. 0: done. 1: failed. 2: called wrongly. 3: a person must do something first. 130: interrupted. */
export type ExitCode = 0 | 1 | 2 | 3 | 130

/** All kinds of failures that czar expects, each with the exit status of the command that ends with it. */
export const EXIT_CODES = {
  /** The flags or arguments are wrong. */
  usage: 2,
  /** The project file is wrong. */
  config: 2,
  /** The command cannot run now: for example, a czar runs already, or a branch is checked out somewhere else. */
  precondition: 3,
  'journal-corrupt': 3,
  'journal-replaced': 3,
  /** Another czar process has taken over the project. */
  'stale-epoch': 3,
  /** tmux, git, an agent, or a command that czar runs to check work failed. */
  tool: 1,
  /** The HTTP interface of czar failed. */
  api: 1,
  /** Czar refused a command. */
  refused: 1,
  /** A forge failed or refused a call. */
  forge: 1,
  /** Something did not end in time. */
  late: 1,
  /** The czar process did not start. */
  launch: 1,
  /** There is a bug in czar itself. */
  internal: 1,
  /** The person pressed Ctrl-C, or a command was cancelled. */
  cancelled: 130,
} as const satisfies Readonly<Record<string, ExitCode>>

export type ErrorCode = keyof typeof EXIT_CODES

/**
 * What a `CzarError` holds besides its message. `hint` is the command that the person can type next. `details` has more lines about the
 * failure.
 */
export interface CzarErrorFacts {
  readonly hint?: string | undefined
  readonly details?: readonly string[] | undefined
  readonly cause?: unknown
}

/** A failure that czar expects and to which a person or czar must react. The message says what failed, with which thing, and why. */
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

/** Returns the details of the failure. The tool's stderr follows, unless the message already contains it. */
export function detailsOf(error: CzarError): readonly string[] {
  const words = error instanceof ToolError ? error.stderr.trim() : ''
  return words === '' || error.message.includes(words) ? error.details : [...error.details, words]
}

/** The flags or arguments are wrong. */
export class UsageError extends CzarError {
  constructor(message: string, facts: CzarErrorFacts = {}) {
    super('usage', message, facts)
  }
}

/** The project file is wrong. `details` has each mistake as `file:line:column: message`. */
export class ConfigError extends CzarError {
  constructor(message: string, facts: CzarErrorFacts = {}) {
    super('config', message, facts)
  }
}

/** The command cannot run now, because something must be done first. */
export class PreconditionError extends CzarError {
  constructor(message: string, facts: CzarErrorFacts = {}) {
    super('precondition', message, facts)
  }
}

/**
 * How a tool failed. target-gone: the thing that it worked on (a pane, a folder, …) is gone. server-gone: the tmux server is gone. missing:
 * the program or another thing that it needs is missing. refused: the tool or czar itself refused to carry out the command. failed: any
 * other way.
 */
export type ToolFailure = 'target-gone' | 'server-gone' | 'timeout' | 'refused' | 'missing' | 'failed'

export interface ToolFacts extends CzarErrorFacts {
  readonly command: readonly string[]
  readonly cwd?: string | undefined
  readonly stderr?: string | undefined
  readonly status?: number | null | undefined
  readonly reason: ToolFailure
}

/** tmux, git, an agent, or a command that czar runs to check work failed. The error always shows the tool's stderr. */
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

/**
 * How a forge failed. unreachable: it did not answer, or reported a server error. denied: the access token is wrong or lacks rights.
 * limited: there were too many calls. failed: any other answer.
 */
export type ForgeFailure = 'unreachable' | 'denied' | 'limited' | 'failed'

export interface ForgeFacts extends CzarErrorFacts {
  readonly reason: ForgeFailure
  /** When the next call is allowed, in ms since the epoch. */
  readonly until?: number | undefined
}

/** A forge failed or refused a call. The forge's words come from outside, so they must not be trusted. */
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

/** A bug in czar itself: something happened that the code rules out. */
export class InternalError extends CzarError {
  constructor(message: string, facts: CzarErrorFacts = {}) {
    super('internal', message, facts)
  }
}

/** For the end of a switch over all members of a union type. If a new member has no case, the compiler reports an error at this call. */
export function assertNever(value: never): never {
  throw new InternalError(`unhandled case: ${JSON.stringify(value)}`)
}
