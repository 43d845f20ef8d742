import type { Usage } from './with-additions.ts'

/** Where a conversation stands: the newest text of the czar in it, and how many tool calls followed. */
export interface Turn {
  readonly worker: string
  readonly assignment: string
  /** `m1`, and of which kind: `brief`, `rework` … */
  readonly message: string
  readonly kind: string
  /** The whole of it, as it reached the model. */
  readonly text: string
  readonly step: number
  /** The worker's worktree, as its first brief names it. */
  readonly worktree: string
  /** What the last tool printed. */
  readonly result: string
}

/** A tool of one program, as that program calls it. */
export interface ToolCall {
  readonly tool: string
  readonly input: object
}

interface Beside {
  /** What the model says before it calls a tool. */
  readonly words?: string
  readonly usage?: Usage
  /** The stream of the answer breaks off in the midst of its words. */
  readonly isCut?: true
}

export type Answer =
  | ({ readonly run: string } & Beside)
  | ({ readonly write: string; readonly content: string } & Beside)
  | (ToolCall & Beside)
  | { readonly say: string; readonly usage?: Usage }
  | Refusal

/** What servers of one make add to a refusal. */
export interface More {
  /** Fields of the error. */
  readonly fields?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
}

export interface Refusal {
  readonly error: {
    readonly type: string
    readonly message: string
  }
  readonly status: number
  readonly retryAfter?: number
  readonly more?: More
}
