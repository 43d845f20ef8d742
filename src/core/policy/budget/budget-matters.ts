import { parentOf } from '../../state/facts/children.ts'
import type { State } from '../../state/types/state.ts'
import { shellWord } from '../../text/shell-word.ts'
import { spentText } from '../../text/spent-text.ts'
import type { AttentionMatter } from '../engine/matter.ts'

/** Makes the items about budgets that are used up, one for each worker and one for the whole fleet. */
export function budgetMatters({ workers, project }: State): readonly AttentionMatter[] {
  const file = project?.file ?? 'FILE'
  const hint = `raise it in ${file}, then: czar stop && czar launch ${shellWord(file)}`
  const over = Object.values(workers).filter(worker => worker.stopped === 'over')
  const own = over.flatMap(({ id, budget, config }): AttentionMatter[] => {
    // A child with a used-up budget fails its task, and the project file does not have its budget. So it gets no item.
    if (budget === null || budget.of === 'fleet' || parentOf(config) !== null) return []
    const text = `${id} has used up its budget, ${spentText(budget)}; its agent was ended, its work is kept`
    return [{ key: `over:${id}`, worker: id, text, hint }]
  })
  const fleet = over.filter(({ budget }) => budget?.of === 'fleet')
  const [first] = fleet
  if (first === undefined || first.budget === null) return own
  const text = `the fleet has used up its budget, ${spentText(first.budget)}; ended were the agents of ${fleet.map(({ id }) => id).join(', ')}`
  return [...own, { key: 'over:fleet', worker: null, text, hint }]
}
