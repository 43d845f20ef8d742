import type { Actor } from './play/actor.ts'

/** What a program does with its worker's task, and the best result that czar can reach with it. */
export interface Behaviour {
  /** One sentence about the behaviour, for the table. */
  readonly does: string
  readonly expects: Expectations
  /** Keys of the worker's agent profile, in addition to the keys that all programs have. */
  readonly profile?: Readonly<Record<string, unknown>>
  /** Accept commands of the task, in addition to the check of its folder. `{scratch}` is a path outside all worktrees. */
  readonly accept?: readonly string[]
  /** If true, a shell remains in the terminal when the program ends. */
  readonly leavesShell?: true
  /** If true, the behaviour harms the other workers of its fleet, so it gets a fleet of its own. */
  readonly playsAlone?: true
  /** What the program does after it has got its task. `agent` counts the worker's agents. Later agents of the worker begin here too. */
  play(actor: Actor): Promise<void>
}

export interface Expectations {
  /**
   * What czar must say about the trouble, in the form of `collectSayings`. Null: nothing is wrong, so czar must not call the worker idle,
   * quiet, stuck, confused, limited or crashed, must not reject its claim, and must not call a person.
   */
  readonly says: RegExp | null
  /** The longest time from the beginning of the trouble until czar says so. If it is absent, it is twice the policy's `stuck_after`. */
  readonly withinMs?: number
  /** The best possible end: the task is proven and right, a person is called, or the task is given up. */
  readonly ends: 'proven' | 'person' | 'failed'
  /** Whether the task must be proven without calling a person. If it is absent, this holds if the behaviour ends proven. */
  readonly alone?: boolean
}
