import type { Actor } from './play/actor.ts'

/** What a program does with its worker's task, and the best result that a czar can reach with it. */
export interface Behaviour {
  /** One sentence about the behaviour, for the table. */
  readonly does: string
  readonly expects: Expectations
  /** Keys of the worker's agent profile, in addition to the keys that all programs have. */
  readonly profile?: Readonly<Record<string, unknown>>
  /** Accept commands in addition to the check of its area. `{scratch}` is a path outside all worktrees. */
  readonly accept?: readonly string[]
  /** True: when the program ends, a shell remains in its pane. */
  readonly leavesShell?: true
  /** True: the behaviour harms the rest of its fleet, so its fleet has no other workers. */
  readonly playsAlone?: true
  /**
   * What the program does after its brief. `agent` counts the worker's agents; later agents of the worker begin here
   * too.
   */
  play(actor: Actor): Promise<void>
}

export interface Expectations {
  /**
   * The word with which the czar must report the trouble, as `collectSayings` writes it. Null: nothing is wrong. Then
   * the czar must not call the worker idle, quiet, stuck, confused, limited or crashed, reject its claim, or call a
   * person.
   */
  readonly says: RegExp | null
  /** The longest time from the beginning of the trouble to that word. By default it is twice the policy's `stuck_after`. */
  readonly withinMs?: number
  /** The best possible end: the task is proven and right, a person is called, or the task is given up. */
  readonly ends: 'proven' | 'person' | 'failed'
  /** Whether the task must be proven without calling a person. By default true for every behaviour that ends proven. */
  readonly alone?: boolean
}
