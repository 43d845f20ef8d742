import type { Action } from '../../src/core/events/decision.ts'
import type { DuplicateVerdict } from '../../src/core/events/duplicate-event.ts'
import type { Event } from '../../src/core/events/event.ts'
import { passes } from '../repository/judge-tree.ts'
import { treeAt } from '../repository/repository.ts'
import type { World } from '../world.ts'

/** Runs the accept commands of the later task on the earlier work, and on the commit where the later task began. */
export function settleDuplicate(
  { czar, plan, repository }: World,
  { worker, assignment, earlier }: Extract<Action, { do: 'settle_duplicate' }>,
): readonly Event[] {
  const known = czar.state().assignments[assignment]
  if (known === undefined || known.fromSha === null) return []
  const { task, fromSha } = known
  const verdict: DuplicateVerdict = !passes(plan, treeAt(repository, earlier.commit), task)
    ? 'red'
    : passes(plan, treeAt(repository, fromSha), task)
      ? 'idle'
      : 'green'
  const reason = verdict === 'red' ? `\`npm test -- ${task}\` failed with exit code 1.` : ''
  const tried = { kind: 'duplicate.tried', worker, task, assignment, earlier, verdict, reason } as const
  return [{ ...tried, checks: [], log: `/logs/${assignment}-earlier`, tail: '', durationMs: 180_000 }]
}
