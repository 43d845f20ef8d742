import type { ProjectName, TaskId, WorkerId } from '../../../src/core/model/ids.ts'
import type { BonusConfig, Project, TaskText, WorkerConfig } from '../../../src/core/model/project.ts'
import { aPolicy } from './a-policy.ts'
import { aProfile } from './a-profile.ts'

export function aTaskText(text: string): TaskText {
  return { text, sha256: text, file: null }
}

/** A worker as a project file would give it. The text of its task is the worker's id. */
export function aWorker(id: string, over: Partial<WorkerConfig> = {}): WorkerConfig {
  return {
    id: id as WorkerId,
    agent: 'scripted',
    model: null,
    account: 'scripted',
    budget: { usd: null, tokens: null, timeMs: null, turns: null },
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
    watchdog: false,
    workers,
    bonus: [],
    agents: { scripted: aProfile() },
    accounts: {},
    policy: aPolicy,
    alerts: [],
    ...over,
  }
}
