import type { Asker } from './asker.ts'

/** Czar refused a command because of who sent it. A command that czar accepts causes other events, which name the sender in `by`. */
export type CommandEvent = {
  readonly kind: 'command.refused'
  readonly verb: string
  /** The worker that the command is about, or null if it is about the fleet, the queue or all workers. */
  readonly target: string | null
  readonly by: Asker
  readonly reason: string
}
