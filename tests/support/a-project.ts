import type { ProjectName, TaskId, WorkerId } from '../../src/core/model/ids.ts'
import type { AgentProfile, BonusConfig, Policy, Project, TaskText, WorkerConfig } from '../../src/core/model/project.ts'

export function aTaskText(text: string): TaskText {
  return { text, sha256: text, file: null }
}

/** A worker as a project file would give it; its task's text is its id. */
export function aWorker(id: string, over: Partial<WorkerConfig> = {}): WorkerConfig {
  return {
    id: id as WorkerId,
    agent: 'scripted',
    branch: `feat/${id}`,
    role: null,
    task: aTaskText(id),
    owns: [],
    accept: [],
    dependsOn: [],
    waitForDependencies: true,
    git: null,
    setup: [],
    env: {},
    ...over,
  }
}

export function aBonus(id: string, over: Partial<BonusConfig> = {}): BonusConfig {
  return {
    id: id as TaskId,
    task: aTaskText(id),
    owns: [],
    accept: [],
    after: [],
    prefers: { workers: [], roles: [] },
    priority: 0,
    ...over,
  }
}

export const aPolicy: Policy = {
  ackWithinMs: 180_000,
  idleAfterMs: 30_000,
  stuckAfterMs: 1_200_000,
  nudges: 2,
  restart: { max: 3, withinMs: 1_800_000, backoffMinMs: 10_000, backoffMaxMs: 300_000 },
  verify: { timeoutMs: 600_000, attempts: 3 },
  protect: [],
  permissions: { allow: [], otherwise: 'ask' },
}

const aProfile: AgentProfile = {
  name: 'scripted',
  kind: 'scripted',
  command: [],
  env: {},
  passEnv: [],
  ready: null,
  busy: null,
  dialogs: [],
  quit: ['C-c', 'C-c'],
  maxChars: 1_048_576,
  settleMs: 0,
  enterDelayMs: 30,
  startWithinMs: 60_000,
  resumes: false,
}

export function aProject(over: Partial<Project> = {}): Project {
  const workers = over.workers ?? [aWorker('one')]
  return {
    name: 'sample' as ProjectName,
    file: '/project.yaml',
    repo: '/repository',
    repoUrl: null,
    base: 'main',
    remote: null,
    worktreesDir: '/worktrees',
    concurrency: workers.length,
    workers,
    bonus: [],
    agents: { scripted: aProfile },
    policy: aPolicy,
    ...over,
  }
}
