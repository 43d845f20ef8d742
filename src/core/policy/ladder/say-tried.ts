import type { Tried } from '../../state/types/ladder-state.ts'
import type { EarlierHolder } from '../../state/types/task-state.ts'

/** Says what was done so far about a worker without progress, and which earlier workers did not finish the task. */
export function sayTried({ asked, read, replaced }: Tried, earlier: readonly EarlierHolder[] = []): string {
  const unread = Math.max(0, asked - read)
  const others = earlier.filter(({ how }) => how === 'stalled').map(({ worker }) => worker)
  const said = [
    asked === 0 ? '' : `asked ${times(asked)}${unread === 0 ? '' : ` (${unread === asked ? 'unread' : `${unread} unread`})`}`,
    replaced === 0 ? '' : `replaced by a fresh agent ${times(replaced)}`,
    others.length === 0 ? '' : `taken over from ${others.join(', ')}`,
  ]
  return said.filter(part => part !== '').join(', ') || 'nothing was tried, because the policy allows nothing'
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`
}
