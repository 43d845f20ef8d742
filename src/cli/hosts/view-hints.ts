import type { StatusView } from '../../core/views/status.ts'

/** The state of a fleet in which each suggested command is as `say` words it. */
export function withHints(view: StatusView, say: (hint: string) => string): StatusView {
  const { train } = view
  return {
    ...view,
    attention: view.attention.map(matter => ({ ...matter, hint: matter.hint === null ? null : say(matter.hint) })),
    train: train?.command == null ? train : { ...train, command: say(train.command) },
  }
}
