import type { Tokens } from '../../../src/core/model/usage.ts'
import type { RealFleet } from './a-real-fleet.ts'
import type { Capability } from './capabilities.ts'
import type { Refusal, ToolCall } from './model-answer.ts'
import type { Usage } from './with-additions.ts'

/** What the tests know of a real agent program: where it comes from, how it is set up, and what its tools are called. */
export interface AgentProgram {
  /** The program's name, which is also its profile's name. */
  readonly name: string
  readonly package: string
  readonly version: string
  /** The path of the program within the package's directory. */
  readonly bin: string
  /** What to run in the package's directory until the program is there, because npm does not run install scripts here. */
  readonly finishInstall?: { readonly isDone: (program: string) => boolean; readonly script: string }
  /** How long one step of a story may take on a busy machine. */
  readonly patienceMs: number
  /** Writes below `home` what a user sets up once, and returns the environment variables that belong to it. */
  readonly settle: (home: string, modelUrl: string) => Readonly<Record<string, string>>
  /** The tool calls with which a model makes this program run a command and write a file. */
  readonly run: (command: string) => ToolCall
  readonly write: (path: string, content: string) => ToolCall
  /** Words that the program puts before the first text of a conversation. */
  readonly ownWords?: RegExp
  /** The model's answer to a request without tools. By default the answer is a title. */
  readonly aside?: string
}

/** A program with its own driver. Its name is also its kind, and all stories run with it. */
export interface RealAgent extends AgentProgram, StoryDifferences {
  /** The program's name as its makers write it. */
  readonly title: string
  /** The part of the user's settings that a fleet must leave unchanged. */
  readonly ownSettings: (home: string) => string
  readonly read: (path: string) => ToolCall
}

/** How the programs differ in stories that run with all of them. */
interface StoryDifferences {
  /** Stories that cannot run with this program, and why. */
  readonly lacks: Partial<Record<Capability, string>>
  /** The journal's word for the proof that a text was received. */
  readonly receipt: string
  /** The flag before the session's id on the program's command line. */
  readonly resumeFlag: string
  readonly texts: {
    readonly mostChars: number
    /** The text as the model server gets it. */
    readonly sent: (kept: string) => string
    /** The text as it is recorded in the program's session file. Null: czar does not read that file. */
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
  /** A question with two answers, and the keys that choose the second answer. */
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
  /** A stream that breaks off. `endsTurn` holds the words with which the turn ends. Null: the program retries by itself. */
  readonly cut: { readonly endsTurn: string | null }
  /** A failure that ends the turn at once (or soon, if the program retries), and what the czar reports of it. */
  readonly failure: { readonly type: string; readonly message: string; readonly status: number; readonly told: string }
  /** Presses Escape as often as the program needs. */
  readonly interrupt: (pane: PaneKeys) => Promise<void>
  /** The usage that an answer reports, and what the czar adds up after five answers. */
  readonly usage: UsageStory
  /** An answer that fills the context, and the percentage that the czar then reports. */
  readonly full: { readonly usage: Usage; readonly told: string; readonly policy?: string }
  /** A time longer than the program's slowest silent answer. */
  readonly stuckAfter: string
  /** Commands with which a person empties or summarizes the conversation, and the event by which the czar learns of it. */
  readonly forgets: readonly (readonly [command: string, kind: 'agent.session' | 'agent.compacted'])[]
  /** Environment variables for stories that count tokens. */
  readonly priced: Readonly<Record<string, string>>
}

export interface LimitStory {
  /** How many times in a row the provider refuses. Null: until the czar has noticed the limit. */
  readonly refusals: number | null
  readonly type: string
  readonly message: string
  readonly retryAfter?: number
  /** What the czar notices. Null: only a running turn, because the program retries by itself and reports nothing in time. */
  readonly limited: {
    readonly text: string
    /** How long after the report the limit ends. Null: the program names no time. */
    readonly resetMs: number | null
    readonly isProbed: boolean
    /** The kinds of all messages that are delivered. */
    readonly messages: readonly string[]
  } | null
}

/** A quota that is used up until `over` (ms, a full minute). */
export interface QuotaStory {
  /** The provider's answer. */
  readonly refuse: (over: number) => Refusal
  /** Environment variables for the kind of payment that has such a quota. */
  readonly env?: Readonly<Record<string, string>>
  readonly text: string
  /** The keys that answer the dialog which the program then shows. Null: the program shows no dialog. */
  readonly dialog: readonly string[] | null
  /** Whether the czar lets one worker test the limit. False: the turn waits and continues by itself. */
  readonly isProbed: boolean
  /** The kinds of all messages that are delivered. */
  readonly messages: readonly string[]
}

interface UsageStory {
  readonly input: number
  readonly cacheRead: number
  readonly cacheWrite: number
  /** True: the stand-in's input tokens include the cached ones. */
  readonly inputHoldsCached: boolean
  /** Dollars per million tokens. */
  readonly price: Tokens
  readonly window: number
  /** The program's last answer may be missing if the program is ended at once. */
  readonly losesLast?: true
}

export interface PaneKeys {
  readonly press: (...keys: readonly string[]) => void
  readonly screen: () => string
}
