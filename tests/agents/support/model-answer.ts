import type { Usage } from './with-additions.ts'

/** The progress of a conversation: czar's newest text, and how many tool calls have followed it. */
export interface Turn {
  readonly worker: string
  readonly assignment: string
  /** The message's number, such as `m1`, and its kind: `brief`, `rework` … */
  readonly message: string
  readonly kind: string
  /** The whole text of the message, as the model received it. */
  readonly text: string
  readonly step: number
  /** The worker's worktree, as its first brief names it. */
  readonly worktree: string
  /** The output of the last tool. */
  readonly result: string
}

/** A call of a tool, in the form that one program uses. */
export interface ToolCall {
  readonly tool: string
  readonly input: object
}

interface Beside {
  /** The words of the model before it calls a tool. */
  readonly words?: string
  readonly usage?: Usage
  /** Set if the connection breaks in the middle of the answer's words. */
  readonly isCut?: true
}

export type Answer =
  | ({ readonly run: string } & Beside)
  | ({ readonly write: string; readonly content: string } & Beside)
  | (ToolCall & Beside)
  | { readonly say: string; readonly usage?: Usage }
  | Refusal

/** Fields and headers that the servers of one company add to a refusal. */
export interface More {
  /** Additional fields of the error. */
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
