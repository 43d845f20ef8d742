import type { Tokens } from '../../../src/core/model/usage.ts'
import type { RealFleet } from './a-real-fleet.ts'
import type { Capability } from './capabilities.ts'
import type { Refusal, ToolCall } from './model-answer.ts'
import type { Usage } from './with-additions.ts'

/** A real agent program as the tests know it: where it comes from, how it is set up, what its tools are called. */
export interface AgentProgram {
  /** Also the profile's name. */
  readonly name: string
  readonly package: string
  readonly version: string
  /** The program within the package's directory. */
  readonly bin: string
  /** Where npm does not run install scripts: what to run in the package's directory until the program is there. */
  readonly finishInstall?: { readonly isDone: (program: string) => boolean; readonly script: string }
  /** How long it may take to do a step of a story on a busy machine. */
  readonly patienceMs: number
  /** Writes what a user would have set up once, below `home`, and gives the environment that goes with it. */
  readonly settle: (home: string, modelUrl: string) => Readonly<Record<string, string>>
  /** The calls by which a model has this program run a command and write a file. */
  readonly run: (command: string) => ToolCall
  readonly write: (path: string, content: string) => ToolCall
  /** Words that it puts before the first text of a conversation. */
  readonly ownWords?: RegExp
  /** What the model says where it is given no tools; a title unless it is named. */
  readonly aside?: string
}

/** One that has a driver of its own: its name is that kind's too, and all stories are told of it. */
export interface RealAgent extends AgentProgram, StoryDifferences {
  /** As its makers write it. */
  readonly title: string
  /** What of what it is set up with must be as it was after a fleet. */
  readonly ownSettings: (home: string) => string
  readonly read: (path: string) => ToolCall
}

/** What differs between programs in stories that are told of all. */
interface StoryDifferences {
  /** Stories that cannot be told of it, and why. */
  readonly lacks: Partial<Record<Capability, string>>
  /** What the journal names as proof that a text was taken. */
  readonly receipt: string
  /** What stands before a session's id on its command line. */
  readonly resumeFlag: string
  readonly texts: {
    readonly mostChars: number
    /** The text as the model server gets it. */
    readonly sent: (kept: string) => string
    /** The text as its own file of the session has it; null where that is not read. */
    readonly recorded: ((fleet: RealFleet, worker: string, message: string) => string | undefined) | null
    /** And so it is written there. */
    readonly asRecorded: (kept: string) => string
  }
  /** Words of its refusal when the policy denies. */
  readonly denied: RegExp
  readonly permission: {
    /** A call of a command that no rule allows. */
    readonly call: (command: string) => ToolCall
    /** What the czar then says is asked. */
    readonly asked: (command: string) => string
    /** On the screen as soon as its dialog takes keys. */
    readonly drawn: string
  }
  /** A question with two answers; the keys that choose the second one. */
  readonly question: {
    readonly call: (question: string, labels: readonly string[]) => ToolCall
    readonly drawn: string
    readonly keys: readonly string[]
  }
  /** What stands before the name of a tool of the czar's server, and whether its rules tell one command of `run` from another. */
  readonly tools: { readonly before: string; readonly tellsCommandsApart: boolean }
  /** Two lines of progress, as its shell lets them through. */
  readonly progress: string
  readonly rate: LimitStory
  readonly overload: LimitStory
  readonly quota: QuotaStory
  /** What ends a turn at once (or, where it is tried again, soon), and what is told of it. */
  /** A stream that breaks off: words with which its turn ends; null: it asks again by itself. */
  readonly cut: { readonly endsTurn: string | null }
  readonly failure: { readonly type: string; readonly message: string; readonly status: number; readonly told: string }
  /** Presses Escape as often as it takes. */
  readonly interrupt: (pane: PaneKeys) => Promise<void>
  /** What an answer says that it used, and what the czar makes of five of them. */
  readonly usage: UsageStory
  /** What fills its context, and how much that is. */
  readonly full: { readonly usage: Usage; readonly told: string; readonly policy?: string }
  /** A turn that says nothing for longer than its slowest answer takes. */
  readonly stuckAfter: string
  /** A person's command that empties or sums up the conversation, and how the czar hears of it. */
  readonly forgets: readonly (readonly [command: string, kind: 'agent.session' | 'agent.compacted'])[]
  /** Variables for stories that count tokens. */
  readonly priced: Readonly<Record<string, string>>
}

export interface LimitStory {
  /** How often in a row the provider refuses; null: until the czar has heard of the limit. */
  readonly refusals: number | null
  readonly type: string
  readonly message: string
  readonly retryAfter?: number
  /** What the czar makes of it; null: a turn that runs, for the program tries again by itself and says so in time. */
  readonly limited: {
    readonly text: string
    /** When it is over, after it was said; null: nobody said. */
    readonly resetMs: number | null
    readonly isProbed: boolean
    /** What is delivered in all. */
    readonly messages: readonly string[]
  } | null
}

/** A quota that is used up until `over` (ms, a full minute). */
export interface QuotaStory {
  /** How its provider says so. */
  readonly refuse: (over: number) => Refusal
  /** Variables of a program that is paid for in the way that has such a quota. */
  readonly env?: Readonly<Record<string, string>>
  readonly text: string
  /** The keys that answer the dialog which it shows then; null: it shows none. */
  readonly dialog: readonly string[] | null
  /** false: its turn waits, and goes on by itself. */
  readonly isProbed: boolean
  /** What is delivered in all. */
  readonly messages: readonly string[]
}

interface UsageStory {
  readonly input: number
  readonly cacheRead: number
  readonly cacheWrite: number
  /** The stand-in's input tokens hold the cached ones. */
  readonly inputHoldsCached: boolean
  /** Dollars a million. */
  readonly price: Tokens
  readonly window: number
  /** Its last answer may be lost when it is ended at once. */
  readonly losesLast?: true
}

export interface PaneKeys {
  readonly press: (...keys: readonly string[]) => void
  readonly screen: () => string
}
