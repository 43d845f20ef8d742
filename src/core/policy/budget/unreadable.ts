import { AGENT_TRAITS } from '../../model/agent-traits.ts'
import type { Budget } from '../../model/budget.ts'
import type { Project, WorkerConfig } from '../../model/project.ts'

/** Returns one sentence for each budget that czar cannot enforce, because the agent's program does not report what it uses. */
export function unreadableBudgets({ workers, agents, policy }: Project): readonly string[] {
  const silent = workers.filter(({ agent }) => {
    const profile = agents[agent]
    return profile !== undefined && !AGENT_TRAITS[profile.kind].tellsUsage
  })
  const own = silent.filter(({ budget }) => isOfUsage(budget)).map(sayOwn)
  if (!isOfUsage(policy.budget) || silent.length === 0) return own
  const whom = silent.map(({ id }) => id).join(', ')
  const reason = `czar cannot read what a command agent uses, so only the limits on time and turns apply${orNothing(policy.budget)}`
  return [...own, `the fleet's budget of money and tokens does not count ${whom}: ${reason}`]
}

function sayOwn({ id, agent, budget }: WorkerConfig): string {
  return `${id}: what agent ${agent} uses cannot be read, so of its budget only time and turns are held to${orNothing(budget)}`
}

function isOfUsage({ usd, tokens }: Budget): boolean {
  return usd !== null || tokens !== null
}

/** Adds to the warning that no other budget would stop the agent, if that is so. */
function orNothing({ timeMs, turns }: Budget): string {
  return timeMs === null && turns === null ? ', and neither is set' : ''
}
