import type { Asker } from './asker.ts'

/** A command refused because of its sender. Accepted commands have their own events, with `by`. */
export type CommandEvent = {
  readonly kind: 'command.refused'
  readonly verb: string
  /** The worker it targets; null: the fleet, the queue or all workers. */
  readonly target: string | null
  readonly by: Asker
  readonly reason: string
}
