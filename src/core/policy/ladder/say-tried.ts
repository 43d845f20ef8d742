import type { Climb } from '../../model/ladder-state.ts'

/** In words: what was done so far for a worker that does not get on. */
export function sayTried(climbed: readonly Climb[]): string {
  const asked = climbed.filter(({ rung }) => rung === 'ask' || rung === 'restate').length
  const replaced = climbed.filter(({ rung }) => rung === 'fresh').length
  const said = [asked === 0 ? '' : `asked ${times(asked)}`, replaced === 0 ? '' : `replaced by a fresh agent ${times(replaced)}`]
  return said.filter(part => part !== '').join(', ') || 'nothing was tried, for the policy allows nothing'
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}
