import type { Asker } from './asker.ts'

/** A command that czar refused because of its sender. Accepted commands have their own events, with `by`. */
export type CommandEvent = {
  readonly kind: 'command.refused'
  readonly verb: string
  /** The worker that the command is about; null: the fleet, the queue or all workers. */
  readonly target: string | null
  readonly by: Asker
  readonly reason: string
}
