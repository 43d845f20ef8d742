import type { GitActivity } from '../../../src/core/events/worktree-event.ts'
import type { CommitSha } from '../../../src/core/model/ids.ts'
import type { AgentsPort, ScreenReading } from '../../../src/core/ports/agents-port.ts'
import type { FileChange } from '../../../src/core/ports/file-change.ts'
import type { GitPort, MergedWork, RefsReading } from '../../../src/core/ports/git-port.ts'
import type { LandingPort } from '../../../src/core/ports/landing-port.ts'
import type { GateResult, GatesPort } from '../../../src/core/ports/ports.ts'
import type { WorkContent } from '../../../src/core/ports/work-content.ts'
import type { WorkFacts } from '../../../src/core/ports/work-facts.ts'
import type { Hands } from '../../../src/supervisor/hands.ts'
import { aProject } from '../builders/a-project.ts'
import { observed, sha, type World } from '../worlds/world.ts'
import { createFakeClock, type FakeClock } from './clock.ts'
import { createFakeTerminal, type FakeTerminal } from './terminal.ts'

export interface FakeHands extends Hands {
  readonly clock: FakeClock
  readonly terminal: FakeTerminal
  readonly git: FakeGit
  readonly gates: FakeGates
  readonly agents: FakeAgents
  /** The lines of the supervisor's own log. */
  readonly logged: string[]
}

export interface FakeAgents extends AgentsPort {
  reading: ScreenReading
  /** The signals that watching an agent delivers as soon as it begins. */
  replay: readonly Parameters<Parameters<AgentsPort['watch']>[1]>[0][]
  readonly done: string[]
}

export interface FakeGit extends GitPort {
  heads: string[]
  /** Facts in which the work differs from work without faults. */
  work: Partial<WorkFacts>
  reading: RefsReading
  /** The result of a merge with base. If it is null, the merge gives the commit itself. */
  merged: MergedWork | null
  /** The commits that every branch contains. */
  inside: readonly CommitSha[]
  /** The stored proofs, by their names. */
  readonly kept: Map<string, CommitSha>
  /** The changes that the commits of the claim made. */
  changed: readonly FileChange[]
  /** The contents of files, by `commit:path`. */
  brought: WorkContent
  contents: Readonly<Record<string, string>>
  activities: () => Promise<GitActivity>
  readonly proofs: Set<string>
  /** The submodules that have no files in a proof worktree. */
  withoutFiles: readonly string[]
  /** For each call of `putInto`, the commit and the files that were put in. */
  readonly put: (readonly string[])[]
  /** For each branch, its unproven commit that base already contains. */
  early: Readonly<Record<string, CommitSha>>
  readonly moved: Map<string, () => void>
}

export interface FakeGates extends GatesPort {
  /** The outcomes of the next runs of commands, in order. After the last of these, every run succeeds. */
  outcomes: GateResult['outcome'][]
  readonly ran: string[]
  /** The last lines of each command's output. If it is null, each output names its command. */
  tail: string | null
}

/** Everything through which a czar acts outside, existing only in memory. */
export function someHands(world?: World): FakeHands {
  const logged: string[] = []
  const note = (_facts: unknown, message: string) => void logged.push(message)
  return {
    project: world?.state.project ?? aProject(),
    clock: createFakeClock(world?.now),
    terminal: createFakeTerminal(),
    agents: someAgents(),
    git: someGit(world),
    forge: null,
    gates: someGates(),
    baseGates: null,
    symbols: { read: async () => null },
    disk: { free: async () => 1e12 },
    alerts: { send: async () => 'somebody' },
    texts: {
      roles: ['tester'],
      render: () => ({ text: 'text', stripped: [] }),
      keep: async () => {},
      claimOf: () => null,
      kept: () => null,
      fileOf: ({ id }) => `/texts/${id}`,
    },
    paths: {
      projectDir: '/tmp/czar-no-such-directory',
      agentDir: (worker, incarnation) => `/tmp/czar-no-such-directory/${worker}/${incarnation}`,
      logFile: name => `/logs/${name}`,
      proofDir: name => `/proofs/${name}`,
      sessionName: worker => `sample-worker-${worker}`,
      czarSession: { name: 'sample-czar', argv: [], env: {} },
    },
    agentEnv: {},
    gateEnv: {},
    log: { info: note, warn: note },
    logged,
  }
}

function someAgents(): FakeAgents {
  const agents: FakeAgents = {
    reading: { ready: false, busy: false, dialog: null, composer: 'unknown', question: null, draftChars: null, retrying: null },
    replay: [],
    done: [],
    async prepare({ incarnation }) {
      agents.done.push(`prepare:${incarnation}`)
      return { argv: ['agent'], env: {} }
    },
    async watch({ incarnation }, listener) {
      agents.done.push(`watch:${incarnation}`)
      for (const observation of agents.replay) listener(observation)
      return { seen: () => agents.replay, refresh: async () => {}, close: async () => void agents.done.push(`close:${incarnation}`) }
    },
    readScreen: () => agents.reading,
    asTaken: (_profile, text) => text,
    findHindrances: async () => [],
    readVersion: async () => null,
  }
  return agents
}

function someGit(world?: World): FakeGit {
  const git: FakeGit = {
    heads: ['work'],
    work: {},
    changed: [],
    reading: { base: sha('base'), branches: {}, standing: {}, kept: [] },
    merged: null,
    inside: [],
    kept: new Map(),
    contents: {},
    brought: { entries: [], newFolders: [], links: [], secrets: [] },
    proofs: new Set(),
    withoutFiles: [],
    put: [],
    early: {},
    moved: new Map(),
    activities: async () => {
      const worker = world?.state.workers['one']
      const event = worker === undefined ? undefined : observed(worker, 'start')
      if (event?.kind !== 'git.observed') throw new Error('no worker')
      return event.activity
    },
    inspect: async () => ({ commonDir: '/repo/.git' }),
    ensureWorktree: async ({ path, branch, includes }) => ({ path, branch, includes, startSha: sha('start'), adopted: false }),
    switchWorktree: async ({ branch, includes }) => ({ branch, includes, startSha: sha('start'), kept: null }),
    aroundSetup: (_path, setup) => setup(),
    authorship: async () => null,
    activity: () => git.activities(),
    goneFolder: async () => null,
    userChanges: async () => null,
    landing: someLanding(),
    added: async () => null,
    forecast: { foresee: async pairs => pairs.map(() => ({ kind: 'clean' })), close: async () => {} },
    async watch(worker, _path, listener) {
      git.moved.set(worker, listener)
      return { close: async () => void git.moved.delete(worker) }
    },
    async readWork() {
      const commit = sha(git.heads[0] ?? 'work')
      if (git.heads.length > 1) git.heads = git.heads.slice(1)
      const files = git.changed.map(({ path }) => path)
      const order = {
        head: commit,
        commit,
        base: sha('base'),
        checkout: null,
        isRewritten: false,
        foreign: 0,
        markers: [],
        isWritten: true,
      }
      return { ...order, baseline: sha('start'), commits: [commit], files, ...git.work }
    },
    tipOf: async () => sha(git.heads[0] ?? 'work'),
    refs: async () => git.reading,
    unprovenOnBase: async () => git.early,
    builtOn: async (_commit, candidates) => candidates.filter(candidate => git.inside.includes(candidate)),
    keepProof: async (name, commit) => void git.kept.set(name, commit),
    keepAttempt: async name => `refs/czar/attempts/${name}`,
    mergeWithBase: async commit => git.merged ?? { base: sha('base'), commit, conflicts: [] },
    changes: async () => git.changed,
    content: async () => git.brought,
    fileAt: async (commit, path) => git.contents[`${commit}:${path}`] ?? null,
    isLink: async () => false,
    makeProof: async (_commit, path) => void git.proofs.add(path),
    emptySubmodules: async () => git.withoutFiles,
    putFiles: async (_path, commit, files) => void git.put.push([commit, ...files]),
    removeProof: async path => void git.proofs.delete(path),
    proofChanges: async () => [],
    pruneProofs: async () => [],
    rescue: async () => null,
    rescueStrayWork: async () => null,
    takeStock: async path => ({ path, standing: { kind: 'there' }, losses: [], unsavable: [], left: [], processes: [] }),
    saveWorktree: async () => [],
    removeWorktree: async () => {},
    releaseBranches: async () => [],
    fetch: async () => ({ ok: true, reason: null }),
    publish: async () => ({ refused: null }),
    remoteAddresses: async () => ({ fetch: '', push: '' }),
    pullRequests: async () => [],
  }
  return git
}

/** Merging that always succeeds, and moves the branch. */
function someLanding(): LandingPort {
  return {
    lookAtBase: async commits => ({ base: sha('base'), standing: Object.fromEntries(commits.map(commit => [commit, 'beyond' as const])) }),
    whoMoved: async () => null,
    whoWrote: async () => null,
    howBaseMoved: async () => 'forward',
    changedBy: async members => members.map(({ task }) => ({ task, paths: [] })),
    chain: async ({ commits }) => ({
      members: commits.map(({ task, commit }) => ({ task, commit, merge: sha(`merge-${task}`) })),
      leftOut: [],
    }),
    advance: async () => ({ refused: null }),
    mayLand: async () => ({ kind: 'free', from: sha('base') }),
    land: async () => ({ kind: 'landed', from: sha('base') }),
    bringBase: async () => ({ commit: sha('brought') }),
    follow: async ({ tip }) => tip,
    push: async () => {},
  }
}

function someGates(): FakeGates {
  const gates: FakeGates = {
    outcomes: [],
    ran: [],
    tail: null,
    endLeftOver: async () => {},
    async run({ command }) {
      gates.ran.push(command)
      const outcome = gates.outcomes.shift() ?? 'passed'
      return { outcome, exitCode: outcome === 'passed' ? 0 : 1, durationMs: 1, tail: gates.tail ?? `tail of ${command}` }
    },
  }
  return gates
}
