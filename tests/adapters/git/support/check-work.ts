import { type ClaimScope, judgeWork } from '../../../../src/core/claims/judge-work.ts'
import type { GitPort } from '../../../../src/core/ports/git-port.ts'
import type { WorkQuestion } from '../../../../src/core/ports/work-facts.ts'

/** What git reads about a worker's work, and the objections that follow. */
export async function checkWork(git: Pick<GitPort, 'readWork'>, work: WorkQuestion & ClaimScope) {
  const facts = await git.readWork(work)
  const { commit, base, baseline, commits, files } = facts
  return { commit, base, baseline, commits, files, reasons: judgeWork(work, facts) }
}
