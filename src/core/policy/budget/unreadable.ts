import type { Project } from '../../model/project.ts'

/** What of the budgets can not be held to, because the agent's program says nothing of what it uses; a sentence each. */
export function unreadableBudgets({ workers, agents, policy }: Project): readonly string[] {
  const silent = workers.filter(({ agent }) => agents[agent]?.kind === 'command')
  const own = silent
    .filter(({ budget }) => budget.usd !== null || budget.tokens !== null)
    .map(({ id, agent }) => `${id}: what agent ${agent} uses can not be read, so of its budget only time is held to`)
  const isFleetLimited = policy.budget.usd !== null || policy.budget.tokens !== null
  if (!isFleetLimited || silent.length === 0) return own
  return [...own, `the fleet's budget does not count ${silent.map(({ id }) => id).join(', ')}: what a command agent uses can not be read`]
}
