import type { AgentProfile } from '../../core/model/project.ts'
import { agentsOf } from '../auto-agents.ts'
import type { Draft } from '../draft.ts'
import { attemptAgents } from '../expand-attempts.ts'
import { type Problem, quote } from '../problem.ts'
import { didYouMean } from '../text/did-you-mean.ts'

/** Checks that every account with a limit has a worker. A misspelt name of an account would limit nothing. */
export function checkAccounts({ outline, workers }: Draft, profiles: Readonly<Record<string, AgentProfile | null>>): readonly Problem[] {
  const used = workers.flatMap(({ value }) => {
    if (value === null) return []
    return attemptAgents(value)
      .flatMap(name => agentsOf(name, outline))
      .map(agent => value.account ?? profiles[agent]?.account ?? agent)
  })
  const known = [...new Set(used)]
  return Object.keys(outline?.accounts ?? {}).flatMap(name => {
    if (known.includes(name)) return []
    const hint = didYouMean(name, known) || `; there are: ${known.join(', ')}`
    return [{ path: ['accounts', name], message: `no worker uses account ${quote(name)}${hint}` }]
  })
}
