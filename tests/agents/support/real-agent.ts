import type { Tokens } from '../../../src/core/model/usage.ts'
import type { RealFleet } from './a-real-fleet.ts'
import type { Capability } from './capabilities.ts'
import type { Refusal, ToolCall } from './model-answer.ts'
import type { Usage } from './with-additions.ts'

/** What the tests know about a real agent program: where it comes from, how it is set up, and what its tools are called. */
export interface AgentProgram {
  /** The program's name, which is also its profile's name. */
  readonly name: string
  readonly package: string
  readonly version: string
  /** The path of the program within the package's directory. */
  readonly bin: string
  /** A script to run in the package's directory until the program is there. It is needed because npm does not run install scripts here. */
  readonly finishInstall?: { readonly isDone: (program: string) => boolean; readonly script: string }
  /** How long one step of a test may take on a busy machine. */
  readonly patienceMs: number
  /** Writes below `home` what a user sets up once, and returns the environment variables that belong to it. */
  readonly settle: (home: string, modelUrl: string) => Readonly<Record<string, string>>
  /** The tool calls with which a model makes this program run a command and write a file. */
  readonly run: (command: string) => ToolCall
  readonly write: (path: string, content: string) => ToolCall
  /** Words that the program puts before the first text of a conversation. */
  readonly ownWords?: RegExp
  /** The model's answer to a request without tools. If it is absent, the answer is a title. */
  readonly aside?: string
}

/** A program that czar supports by code of its own. Its name is also its kind, and all shared tests run with it. */
export interface RealAgent extends AgentProgram, StoryDifferences {
  /** The program's name as its makers write it. */
  readonly title: string
  /** The part of the user's settings that a fleet must leave unchanged. */
  readonly ownSettings: (home: string) => string
  readonly read: (path: string) => ToolCall
}

/** How the programs differ in the tests that all of them share. */
interface StoryDifferences {
  /** The tests that cannot run with this program, and why. */
  readonly lacks: Partial<Record<Capability, string>>
  /** How the journal names the proof that a text was received. */
  readonly receipt: string
  /** The flag that stands before the session's id when a session is resumed. */
  readonly resumeFlag: string
  readonly texts: {
    readonly mostChars: number
    /** The text as the model server gets it. */
    readonly sent: (kept: string) => string
    /** The text as the program records it in its session file. It is null if czar does not read that file. */
    readonly recorded: ((fleet: RealFleet, worker: string, message: string) => string | undefined) | null
    /** The form in which the session file records a text. */
    readonly asRecorded: (kept: string) => string
  }
  /** Matches the program's message when the policy denies a permission. */
  readonly denied: RegExp
  readonly permission: {
    /** A call of a command that no rule allows. */
    readonly call: (command: string) => ToolCall
    /** The question that the czar reports for this command. */
    readonly asked: (command: string) => string
    /** Words on the screen as soon as the dialog takes keys. */
    readonly drawn: string
  }
  /** A question with two answers, and the keys that choose the second of them. */
  readonly question: {
    readonly call: (question: string, labels: readonly string[]) => ToolCall
    readonly drawn: string
    readonly keys: readonly string[]
  }
  /**
   * The prefix of the tools of the czar's server, and whether the program's rules can tell one command of `run` from
   * another.
   */
  readonly tools: { readonly before: string; readonly tellsCommandsApart: boolean }
  /** A report of two lines, in a form that the program's shell allows. */
  readonly progress: string
  readonly rate: LimitStory
  readonly overload: LimitStory
  readonly quota: QuotaStory
  /**
   * How the program reacts when an answer breaks off. `endsTurn` has the words with which it gives up. They are null if it tries again by
   * itself.
   */
  readonly cut: { readonly endsTurn: string | null }
  /** A failure after which the program gives up, at once or after some tries, and what czar reports about it. */
  readonly failure: { readonly type: string; readonly message: string; readonly status: number; readonly told: string }
  /** Presses Escape as often as the program needs in order to stop. */
  readonly interrupt: (pane: PaneKeys) => Promise<void>
  /** The usage that an answer reports, and what the czar adds up after five answers. */
  readonly usage: UsageStory
  /** An answer that fills the context, and the percentage that the czar then reports. */
  readonly full: { readonly usage: Usage; readonly told: string; readonly policy?: string }
  /** A time that is longer than the program is ever silent before an answer. */
  readonly stuckAfter: string
  /** Commands with which a person empties or summarizes the conversation, and the event by which the czar notices it. */
  readonly forgets: readonly (readonly [command: string, kind: 'agent.session' | 'agent.compacted'])[]
  /** Environment variables for stories that count tokens. */
  readonly priced: Readonly<Record<string, string>>
}

export interface LimitStory {
  /** How many times in a row the provider refuses. Null: until czar has noticed the limit. */
  readonly refusals: number | null
  readonly type: string
  readonly message: string
  readonly retryAfter?: number
  /**
   * What czar notices. Null: czar only sees that the agent works, because the program tries again by itself and reports nothing in time.
   */
  readonly limited: {
    readonly text: string
    /** How many ms after the report the limit ends. Null: the program names no time. */
    readonly resetMs: number | null
    readonly isProbed: boolean
    /** The kinds of all messages that are delivered. */
    readonly messages: readonly string[]
  } | null
}

/** A quota that is used up until the time `over`, which is in ms and a full minute. */
export interface QuotaStory {
  /** The provider's answer. */
  readonly refuse: (over: number) => Refusal
  /** Environment variables for a way of paying that has such a quota. */
  readonly env?: Readonly<Record<string, string>>
  readonly text: string
  /** The keys that answer the dialog which the program then shows. It is null if the program shows no dialog. */
  readonly dialog: readonly string[] | null
  /** Whether czar lets one worker test whether the limit is over. If not, the program waits and goes on by itself. */
  readonly isProbed: boolean
  /** The kinds of all messages that are delivered. */
  readonly messages: readonly string[]
}

interface UsageStory {
  readonly input: number
  readonly cacheRead: number
  readonly cacheWrite: number
  /** Whether the input tokens that the stand-in for the model reports include the cached ones. */
  readonly inputHoldsCached: boolean
  /** Dollars per million tokens. */
  readonly price: Tokens
  readonly window: number
  /** Whether the program's last answer may be missing from the usage if the program is ended at once. */
  readonly losesLast?: true
}

export interface PaneKeys {
  readonly press: (...keys: readonly string[]) => void
  readonly screen: () => string
}
