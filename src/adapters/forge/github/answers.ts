import { z } from 'zod'
import type { CommitSha } from '../../../core/model/ids.ts'
import type { FoundRequest } from '../../../core/ports/forge-port.ts'

/** The parts of GitHub's answers that czar reads. */

const team = z.object({ slug: z.string() })

export const pullRequest = z.object({
  number: z.int(),
  html_url: z.string(),
  state: z.enum(['open', 'closed']),
  draft: z.boolean().default(false),
  body: z.string().nullable().default(null),
  merged_at: z.string().nullable().default(null),
  merge_commit_sha: z.string().nullable().default(null),
  /** `label` has the form `owner:branch`. It is null if the fork no longer exists. */
  head: z.object({ sha: z.string(), ref: z.string(), label: z.string().nullable().default(null) }),
  auto_merge: z.unknown().optional(),
  labels: z.array(z.object({ name: z.string() })).default([]),
  requested_reviewers: z.array(z.object({ login: z.string() })).default([]),
  requested_teams: z.array(team).default([]),
})

export const repository = z.object({
  full_name: z.string(),
  archived: z.boolean().default(false),
  permissions: z.object({ push: z.boolean().default(false), pull: z.boolean().default(false) }).optional(),
})

export const user = z.object({ login: z.string() })

export type PullRequestAnswer = z.output<typeof pullRequest>

/**
 * Turns GitHub's answer into czar's type. Even an open pull request has a merge commit in the answer, but that is only GitHub's trial and
 * not in any branch. So that commit is left out.
 */
export function readRequest(answer: PullRequestAnswer): FoundRequest {
  const isMerged = answer.merged_at !== null
  return {
    number: answer.number,
    url: answer.html_url,
    standing: answer.state === 'open' ? 'open' : isMerged ? 'merged' : 'closed',
    isDraft: answer.draft,
    head: answer.head.sha as CommitSha,
    mergeCommit: isMerged ? (answer.merge_commit_sha as CommitSha | null) : null,
    body: answer.body ?? '',
    isArmed: answer.auto_merge != null,
    labels: answer.labels.map(({ name }) => name),
    reviewers: [...answer.requested_reviewers.map(({ login }) => login), ...answer.requested_teams.map(({ slug }) => slug)],
  }
}
