import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createClock } from '../../src/adapters/clock.ts'
import { createGates } from '../../src/adapters/gates/create-gates.ts'
import { createGit } from '../../src/adapters/git/create-git.ts'
import type { Event, Journaled } from '../../src/core/events/event.ts'
import { omnibusBranch } from '../../src/core/landing/omnibus-branch.ts'
import type { CommitSha } from '../../src/core/model/ids.ts'
import type { Project } from '../../src/core/model/project.ts'
import type { GitPort } from '../../src/core/ports/git-port.ts'
import { emptyState, newWorker, primaryTask } from '../../src/core/state/empty.ts'
import type { State } from '../../src/core/state/types/state.ts'
import { mergeNow } from '../../src/supervisor/merge-now.ts'

const SILENT = { info: () => {}, warn: () => {} }

/** A state in which each worker's task is proven at its commit. The commits are proven in the given order. */
export function provenState(project: Project, base: CommitSha, commits: readonly CommitSha[]): State {
  const { workers } = project
  const tasks = workers.map((worker, at) => {
    const proof = { commit: commits[at] as CommitSha, base: null, at: at + 1, accept: worker.accept, checks: [], flags: [] }
    return [worker.id, { ...primaryTask(worker), state: 'verified' as const, worker: worker.id, verified: proof }] as const
  })
  return {
    ...emptyState,
    project,
    workers: Object.fromEntries(workers.map(worker => [worker.id, newWorker(worker, 0)])),
    tasks: Object.fromEntries(tasks),
    refs: {
      base: { commit: base, at: 0 },
      branches: {},
      standing: Object.fromEntries(commits.map(commit => [commit, 'current' as const])),
      kept: [],
      unproven: {},
    },
  }
}

export interface MergedProven {
  readonly state: State
  readonly git: GitPort
  /** The number of test runs. */
  readonly tests: number
  /** How many ms the commands of the test runs took. */
  readonly testing: number
  /** How many ms passed until the branch moved for the last time, without the time of the tests. */
  readonly besides: number
}

/**
 * Merges and tests proven work until nothing is left to do, with real git and real commands. `root` is a folder for its files. With
 * `isBare`, the commands run in an empty folder, because a checkout fails if the repository lacks its largest files.
 */
export async function mergeProven(project: Project, initial: State, root: string, { isBare = false } = {}): Promise<MergedProven> {
  const env = { PATH: process.env['PATH'], HOME: root }
  const { worktreesDir, repo, base } = project
  const real = createGit({
    ...{ repo, repoUrl: null, base, remote: null, worktreesDir, branches: [], omnibus: omnibusBranch(project), env },
    ...{ lockDir: join(root, 'locks'), scratchDir: join(root, 'scratch') },
  })
  const inEmptyFolder = {
    makeProof: async (_commit: CommitSha, cwd: string) => {
      await mkdir(cwd, { recursive: true })
    },
    removeProof: (cwd: string) => rm(cwd, { recursive: true, force: true }),
  }
  const git = isBare ? { ...real, ...inEmptyFolder } : real
  await mkdir(join(root, 'logs'), { recursive: true })
  const paths = {
    logFile: (name: string) => join(root, 'logs', name),
    proofDir: (name: string) => join(worktreesDir, '.proofs', name),
  } as never
  const gateEnv = { PATH: env.PATH ?? '' }
  const hands = { project, git, gates: createGates({ owner: root }), clock: createClock(), paths, gateEnv, log: SILENT }
  let seq = 0
  const ledger = { append: (events: readonly Event[], at: number) => events.map(event => ({ ...event, seq: ++seq, at }) as Journaled) }
  const startedAt = performance.now()
  let [tests, testing, besides] = [0, 0, 0]
  const onEvents = (_: State, events: readonly Journaled[]) => {
    for (const event of events) {
      if (event.kind === 'train.advanced') besides = performance.now() - startedAt - testing
      if (event.kind !== 'train.tested') continue
      tests += 1
      testing += event.checks.reduce((sum, { durationMs }) => sum + durationMs, 0)
    }
  }
  const choice = { only: null, without: [] }
  const state = await mergeNow(hands, { ledger, epoch: 1, initial, choice, signal: new AbortController().signal, onEvents })
  return { state, git, tests, testing, besides }
}
