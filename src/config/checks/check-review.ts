import { AGENT_TRAITS } from '../../core/model/agent-traits.ts'
import type { AgentProfile } from '../../core/model/project.ts'
import type { Draft } from '../draft.ts'
import { type Problem, quote } from '../problem.ts'
import { didYouMean } from '../text/did-you-mean.ts'

/** Checks that czar can start a reviewer. For that, `review` must name an agent profile with a program, or a role that a worker has. */
export function checkReview(draft: Draft, profiles: Readonly<Record<string, AgentProfile | null>>): readonly Problem[] {
  const review = draft.outline?.policy.review
  if (review === undefined) return []
  const problems: Problem[] = []
  if (review.tell_author && review.verdict === 'advise') {
    const message = 'an author hears of findings only when its work goes back to it: set verdict: gate, or leave tell_author out'
    problems.push({ path: ['policy', 'review', 'tell_author'], message })
  }
  const problem = reviewerProblem(review.by, draft, profiles)
  return problem === null ? problems : [...problems, { path: ['policy', 'review', 'by'], message: problem }]
}

function reviewerProblem(by: string, { workers }: Draft, profiles: Readonly<Record<string, AgentProfile | null>>): string | null {
  if (Object.hasOwn(profiles, by)) {
    const profile = profiles[by]
    // The profile has a mistake, which is already reported.
    if (profile == null || AGENT_TRAITS[profile.kind].bringsProgram || profile.command.length > 0) return null
    return `agent ${quote(by)} has no program; give it a command under agents: ${by}: {extends: command, command: [...]}`
  }
  const roles = [...new Set(workers.flatMap(({ value }) => value?.role ?? []))]
  if (!roles.includes(by)) {
    const known = [...Object.keys(profiles), ...roles]
    return `there is no agent profile and no worker's role ${quote(by)}${didYouMean(by, known) || `; there are: ${known.join(', ')}`}`
  }
  return null
}
