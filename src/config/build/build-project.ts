import type { ProjectName } from '../../core/model/ids.ts'
import type { Policy, PullRequestPolicy, ReviewPolicy, SpawnPolicy } from '../../core/model/policy/policy.ts'
import type { AgentProfile, GitIdentity, Project, TaskText, WorkerConfig } from '../../core/model/project.ts'
import { agentsOf, isAuto } from '../auto-agents.ts'
import type { ParseContext } from '../context.ts'
import type { DraftWorker } from '../draft.ts'
import { type ExpandedWorker, expandWorker } from '../expand-attempts.ts'
import type { PolicyInput } from '../schema/policy-schema.ts'
import type { Outline } from '../schema/project-schema.ts'
import type { BonusInput } from '../schema/worker-schema.ts'
import { buildAlertConfigs, buildQuietHours } from './build-alerts.ts'
import { buildBonus } from './build-bonus.ts'
import { buildBudget } from './build-budget.ts'
import type { Places } from './resolve-places.ts'
import { resolveSshKey } from './resolve-ssh-key.ts'
import { agentFields, workerFields } from './worker-fields.ts'

/** The parts of the file that were read and found valid. */
export interface ProjectParts {
  readonly outline: Outline
  readonly workers: readonly DraftWorker[]
  readonly bonus: readonly BonusInput[]
  readonly tasks: ReadonlyMap<string, TaskText>
  readonly profiles: Readonly<Record<string, AgentProfile | null>>
  readonly places: Places
}

/** Builds the project, as the rest of czar knows it, from the checked parts of the file. */
export function buildProject(parts: ProjectParts, context: ParseContext): Project {
  const { outline, places } = parts
  const workers = parts.workers.flatMap(worker => expandWorker(worker).map(one => buildWorker(one, parts, context)))
  const used = new Set([
    ...workers.flatMap(({ agent, candidates = [] }) => [agent, ...candidates.map(other => other.agent)]),
    ...reviewProfile(parts),
  ])
  const agents = [...used].flatMap(name => {
    const profile = Object.hasOwn(parts.profiles, name) ? parts.profiles[name] : null
    return profile == null ? [] : [[name, profile] as const]
  })
  return {
    name: outline.project as ProjectName,
    file: context.file,
    ...places,
    base: outline.base,
    remote: outline.remote ?? null,
    concurrency: outline.concurrency ?? workers.length,
    ...(outline.concurrency === undefined ? { runsAll: true } : {}),
    watchdog: outline.watchdog,
    workers,
    bonus: parts.bonus.map(bonus => buildBonus(bonus, taskOf(bonus.id, parts.tasks))),
    agents: Object.fromEntries(agents),
    accounts: outline.accounts,
    policy: buildPolicy(outline.policy, context),
    alerts: buildAlertConfigs(outline.alerts),
  }
}

function buildWorker({ worker, attempt }: ExpandedWorker, { outline, tasks, profiles }: ProjectParts, context: ParseContext): WorkerConfig {
  const candidates = agentsOf(worker.agent, outline).map(agent => agentFields(worker, agent, profiles[agent]))
  const [first] = candidates
  if (first === undefined) throw new Error(`${worker.id} has no agent to choose from though nothing was reported`)
  return {
    ...workerFields(worker),
    // With `agent: auto`, the launch may choose another agent.
    ...first,
    task: taskOf(attempt?.task ?? worker.id, tasks),
    waitForDependencies: worker.wait_for_dependencies ?? outline.wait_for_dependencies,
    git: worker.git === undefined ? null : buildIdentity(worker.git, context),
    setup: worker.setup,
    env: Object.fromEntries(Object.entries(worker.env).map(([name, value]) => [name, String(value)])),
    ...(worker.stage === undefined ? {} : { stage: worker.stage.config }),
    ...(attempt === null ? {} : { attempt }),
    ...(isAuto(worker.agent, outline) ? { candidates } : {}),
  }
}

function buildIdentity(git: NonNullable<DraftWorker['git']>, context: ParseContext): GitIdentity {
  const sshKey = git.ssh_key === undefined ? null : resolveSshKey(git.ssh_key, context)
  return { name: git.name ?? null, email: git.email ?? null, sshKey }
}

function taskOf(id: string, tasks: ReadonlyMap<string, TaskText>): TaskText {
  const task = tasks.get(id)
  if (task === undefined) throw new Error(`task of ${id} was not read though nothing was reported`)
  return task
}

function buildPolicy(policy: PolicyInput, { zone }: ParseContext): Policy {
  const { restart, verify } = policy
  return {
    ackWithinMs: policy.ack_within,
    idleAfterMs: policy.idle_after,
    stuckAfterMs: policy.stuck_after,
    leaseMs: policy.lease,
    nudges: policy.nudges,
    context: { handoffAt: policy.context.handoff_at },
    restart: {
      max: restart.max,
      withinMs: restart.within,
      backoffMinMs: restart.backoff.fromMs,
      backoffMaxMs: restart.backoff.toMs,
    },
    verify: { timeoutMs: verify.timeout, attempts: verify.attempts, weakened: verify.weakened, content: verify.content },
    budget: { ...buildBudget(policy.budget), softShare: policy.budget.soft },
    protect: policy.protect,
    diskReserve: policy.disk_reserve,
    quietHours: buildQuietHours(policy.quiet_hours, zone),
    workersMay: policy.workers_may,
    ...(policy.spawn === undefined ? {} : { spawn: buildSpawn(policy.spawn) }),
    permissions: policy.permissions,
    questions: policy.questions,
    review: buildReview(policy.review),
    duplicates: policy.duplicates,
    forecast: policy.forecast,
    pullRequests: buildPullRequests(policy.pull_requests),
    merge: {
      mode: policy.merge.mode,
      test: policy.merge.test,
      land: policy.merge.land,
      contentLoss: policy.merge.content_loss,
      additions: policy.merge.additions,
    },
  }
}

function buildSpawn({ depth, children, when_parent_ends: whenParentEnds }: NonNullable<PolicyInput['spawn']>): SpawnPolicy {
  return { depth, children, whenParentEnds }
}

function buildReview(review: PolicyInput['review']): ReviewPolicy | null {
  if (review === undefined) return null
  const { by, when, verdict, tell_author: tellAuthor, within: withinMs } = review
  return { by, when, verdict, tellAuthor, withinMs }
}

/**
 * The agent profile that only reviewers use. The file may name a profile or a role there. If a profile and a role have the same name, the
 * profile is used.
 */
function reviewProfile({ outline, profiles }: ProjectParts): readonly string[] {
  const by = outline.policy.review?.by
  return by !== undefined && Object.hasOwn(profiles, by) ? [by] : []
}

function buildPullRequests(requests: PolicyInput['pull_requests']): PullRequestPolicy | null {
  if (requests === undefined) return null
  const { per, draft_until: draftUntil, base = null, labels, reviewers, max_open: maxOpen, auto_merge: autoMerge } = requests
  const { close_on_abandon: closeOnAbandon } = requests
  return { per, draftUntil, base, labels, reviewers, maxOpen, autoMerge, closeOnAbandon }
}
