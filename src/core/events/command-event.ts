import type { Asker } from './asker.ts'

/** A command that was not carried out because of who asked for it. What is carried out has events of its own, with `by`. */
export type CommandEvent = {
  readonly kind: 'command.refused'
  readonly verb: string
  /** The worker that it was about; null: the fleet, the queue or all. */
  readonly target: string | null
  readonly by: Asker
  readonly reason: string
}
