import type { Actor } from './play/actor.ts'

/** What a program does with the task of its worker, and the best that a czar can make of it. */
export interface Behaviour {
  /** One sentence, for the table. */
  readonly does: string
  readonly expects: Expectations
  /** Keys of its agent profile, besides those of all programs. */
  readonly profile?: Readonly<Record<string, unknown>>
  /** Commands besides the check of its area; `{scratch}` is a path of its own outside all worktrees. */
  readonly accept?: readonly string[]
  /** A shell stands in its pane when it has ended. */
  readonly leavesShell?: true
  /** What it does harms the others of its fleet, so it has none. */
  readonly playsAlone?: true
  /** What it does from its brief on; the agents after the first begin here too. */
  play(actor: Actor): Promise<void>
}

export interface Expectations {
  /**
   * What the czar says of the trouble, as `collectSayings` words it. null: nothing is wrong, and it must not call the worker
   * idle, quiet, stuck, confused, limited or crashed, reject its claim, or call a person.
   */
  readonly says: RegExp | null
  /** From the trouble's beginning to that word; twice the policy's `stuck_after` unless it says otherwise. */
  readonly withinMs?: number
  /** The best end: proven and right; a person is called; given up. */
  readonly ends: 'proven' | 'person' | 'failed'
  /** Nobody has to be called on the way; so it is unless it says otherwise for all that end proven. */
  readonly alone?: boolean
}
