import type { StatusView } from '../../core/views/status.ts'

/** Returns the state of a fleet in which `say` has rewritten each suggested command. */
export function withHints(view: StatusView, say: (hint: string) => string): StatusView {
  const { train } = view
  return {
    ...view,
    attention: view.attention.map(matter => ({ ...matter, hint: matter.hint === null ? null : say(matter.hint) })),
    train: train?.command == null ? train : { ...train, command: say(train.command) },
  }
}
