import type { StatusView } from './status.ts'
import type { TrainView } from './train.ts'

type HeldWork = NonNullable<TrainView['waiting']>[number]

/** Says why proven work is not merged, as the end of a sentence about its task. */
export function sayHeld({ text, for: others }: Pick<HeldWork, 'text' | 'for'>): string {
  return text ?? `builds on ${others.join(', ')}`
}

/**
 * Returns the proven work that is not merged and that czar does not merge by itself: a command is needed, or the run is over. All other work
 * is merged in the course of the run.
 */
export function heldWork({ train, czar }: Pick<StatusView, 'train' | 'czar'>): readonly HeldWork[] {
  const isOver = czar.state === 'finished' || czar.state === 'stopped'
  return (train?.waiting ?? []).filter(({ hint }) => isOver || hint != null)
}
