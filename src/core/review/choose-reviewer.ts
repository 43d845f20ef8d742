import type { CommitSha, TaskId, WorkerId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import type { AgentProfile, Project, WorkerConfig } from '../model/project.ts'

export interface ReviewedTask {
  readonly task: TaskId
  readonly commit: CommitSha
  readonly from: CommitSha
}

/**
 * Chooses the reviewer for an author's work. If `review.by` names a profile, it is a fresh agent of that profile. If it names a role, it is
 * like another worker with that role. If the profile names another model, it has that model and not the author's. Returns null if only the
 * author has the role, or if the profile is unknown.
 */
export function chooseReviewer(
  project: Project,
  author: WorkerConfig,
  { id, of }: { id: WorkerId; of: ReviewedTask },
): WorkerConfig | null {
  const by = project.policy.review?.by
  if (by === undefined) return null
  const like = likeWhom(project, author, by)
  const profile = like === null ? undefined : own(project.agents, like.agent)
  if (like === null || profile === undefined) return null
  return {
    ...like,
    id,
    model: otherModel(profile, like.model, author.model),
    // A reviewer has no branch, so this name only has to differ from the branches of all workers.
    branch: id,
    role: 'reviewer',
    task: { text: `Review of ${of.task} at ${of.commit.slice(0, 8)}`, sha256: '', file: null },
    owns: [],
    accept: [],
    dependsOn: [],
    waitForDependencies: true,
    // Without the author's `setup` and `env` the work may not run, so a review needs them too.
    setup: author.setup,
    budget: { usd: null, tokens: null, timeMs: null, turns: null },
    reviews: of,
  }
}

type Like = Pick<WorkerConfig, 'agent' | 'model' | 'account' | 'git' | 'env'>

function likeWhom(project: Project, author: WorkerConfig, by: string): Like | null {
  const profile = own(project.agents, by)
  if (profile !== undefined) return { agent: by, model: profile.model, account: profile.account ?? by, git: null, env: {} }
  return project.workers.find(({ id, role }) => role === by && id !== author.id) ?? null
}

function otherModel(profile: AgentProfile, wanted: string | null, authors: string | null): string | null {
  if (wanted !== authors || authors === null || profile.modelFlag === null) return wanted
  return Object.keys(profile.models).find(name => name !== authors) ?? wanted
}
