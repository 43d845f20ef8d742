import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createGates } from '../../../src/adapters/gates/create-gates.ts'
import { createGit } from '../../../src/adapters/git/create-git.ts'
import { openJournal } from '../../../src/adapters/journal/journal.ts'
import { watchReports } from '../../../src/adapters/status/reports/watch-reports.ts'
import { createStatusWriter } from '../../../src/adapters/status/status-writer.ts'
import { replay } from '../../../src/cli/compose/open-czar.ts'
import { createTexts } from '../../../src/cli/compose/texts.ts'
import type { ProjectName, WorkerId } from '../../../src/core/model/ids.ts'
import type { Project } from '../../../src/core/model/project.ts'
import type { GitPort } from '../../../src/core/ports/git-port.ts'
import type { PromptTexts } from '../../../src/core/ports/prompts.ts'
import type { Hands } from '../../../src/supervisor/hands.ts'
import { type Supervision, supervise } from '../../../src/supervisor/supervise.ts'
import { aProfile } from '../../support/builders/a-profile.ts'
import { aProject, aTaskText, aWorker } from '../../support/builders/a-project.ts'
import type { Counter } from './count-operations.ts'
import { createHurriedClock, type HurriedClock } from './hurried-clock.ts'
import { createMadeUpAgent } from './made-up-agent.ts'
import { madeUpAgents } from './made-up-agents.ts'
import { createMadeUpServer, type MadeUpServer } from './made-up-terminal.ts'

/** What outlives a czar: the repository, the state directory, the terminal with its agents, and the clock. */
export interface Sprint {
  readonly directory: string
  readonly projectDir: string
  readonly project: Project
  readonly clock: HurriedClock
  readonly server: MadeUpServer
  readonly git: (...args: readonly string[]) => string
  /** Starts a new czar on the existing state. */
  readonly begin: (counter: (kill: () => void, isDead: () => boolean) => Counter, prompts: PromptTexts) => Promise<RunningCzar>
}

export interface RunningCzar {
  /** How the czar ended: the project is over, the czar gave up, or it was killed. It is null while the czar runs. */
  readonly end: () => 'finished' | 'gave-up' | 'killed' | null
  readonly close: () => Promise<void>
}

const STARTED_AT = 1_700_000_000_000

/** Two workers. The second waits for the first. Each commits one real file, and one command proves it. */
export function prepareSprint(directory: string): Sprint {
  const repo = join(directory, 'repository')
  const projectDir = join(directory, 'status', 'sample')
  mkdirSync(repo, { recursive: true })
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: repo, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()
  git('init', '-q', '-b', 'main')
  git('config', 'user.name', 'Somebody')
  git('config', 'user.email', 'somebody@example.com')
  writeFileSync(join(repo, 'README.md'), '# A repository\n')
  git('add', '-A')
  git('commit', '-q', '-m', 'Begin')
  const clock = createHurriedClock(STARTED_AT)
  const work = { wake: (_worker: WorkerId) => {} }
  const server = createMadeUpServer(({ cwd, marks }) =>
    createMadeUpAgent({ worker: marks.worker as WorkerId, cwd, projectDir, clock, onWork: worker => work.wake(worker) }),
  )
  const project = projectOf(directory, repo)
  const sprint: Sprint = {
    directory,
    projectDir,
    project,
    clock,
    server,
    git,
    begin: (counter, prompts) => beginCzar(sprint, { counter, prompts, work }),
  }
  return sprint
}

function projectOf(directory: string, repo: string): Project {
  const workers = ['one', 'two'].map(id =>
    aWorker(id, {
      task: aTaskText(`Write and commit the file of ${id}`),
      owns: [`src/${id}/**`],
      accept: [`cat src/${id}/work.txt`],
      dependsOn: id === 'two' ? ['one' as WorkerId] : [],
    }),
  )
  const { policy } = aProject()
  return aProject({
    name: 'sample' as ProjectName,
    repo,
    worktreesDir: join(directory, 'worktrees'),
    workers,
    policy: { ...policy, permissions: { allow: [], otherwise: 'allow' } },
    agents: { scripted: aProfile({ quit: [] }) },
  })
}

interface Beginning {
  readonly counter: (kill: () => void, isDead: () => boolean) => Counter
  readonly prompts: PromptTexts
  readonly work: { wake: (worker: WorkerId) => void }
}

async function beginCzar(sprint: Sprint, { counter: makeCounter, prompts, work }: Beginning): Promise<RunningCzar> {
  const { projectDir, project, clock, server } = sprint
  const time = clock.lend()
  const { terminal, letGo } = server.connect()
  const closers: (() => Promise<void> | void)[] = [time.stop, letGo]
  let end: 'finished' | 'gave-up' | 'killed' | null = null
  const isDead = () => end === 'killed'
  const kill = () => {
    if (end !== null) return
    end = 'killed'
    time.stop()
    letGo()
    work.wake = () => {}
  }
  const counter = makeCounter(kill, isDead)
  const journal = openJournal({ projectDir })
  closers.push(() => journal.close())
  const moved = new Map<WorkerId, () => void>()
  const hands = handsOf(sprint, { time: time.clock, terminal, counter, prompts, moved })
  const status = createStatusWriter({ projectDir, minGapMs: 20, onTrouble: () => {} })
  closers.push(() => status.close())
  const starting = supervise({
    hands,
    initial: replay(journal),
    prepared: hands.gates.endLeftOver().then(() => hands.git.pruneProofs()),
    ledger: counter.watch('ledger', { append: journal.append.bind(journal) }),
    identity: { epoch: journal.epoch, pid: process.pid, host: 'here', version: '0' },
    gaveUp: null,
    starved: null,
    writeStatus: view => {
      if (!isDead()) status.write(view)
    },
    async watchReports(after, listener) {
      const workers = project.workers.map(({ id }) => id)
      const reports = await watchReports({ projectDir, workers, after, listener: signal => (isDead() ? undefined : listener(signal)) })
      closers.push(() => reports.close())
      work.wake = worker => {
        reports.refresh(null)
        moved.get(worker)?.()
      }
      return reports
    },
    onEvents: () => {},
    loadCommands: () => import('../../../src/supervisor/command.ts'),
  })
  const ended = (how: 'finished' | 'gave-up') => {
    end ??= how
  }
  starting.then(
    (supervision: Supervision) =>
      supervision.over.then(
        () => ended('finished'),
        () => ended('gave-up'),
      ),
    () => ended('gave-up'),
  )
  return { end: () => end, close: () => closeAll(closers) }
}

interface Parts {
  readonly time: Hands['clock']
  readonly terminal: Hands['terminal']
  readonly counter: Counter
  readonly prompts: PromptTexts
  readonly moved: Map<WorkerId, () => void>
}

function handsOf({ directory, projectDir, project, server }: Sprint, { time, terminal, counter, prompts, moved }: Parts): Hands {
  const { PATH = '' } = process.env
  return {
    project,
    terminal: counter.watch('terminal', terminal, ['onSignal']),
    agents: counter.watch('agents', madeUpAgents(server), ['readScreen', 'asTaken']),
    git: counter.watch('git', toldOfMoves(realGit(directory, project), moved)),
    forge: null,
    gates: counter.watch('gates', createGates({ owner: projectDir })),
    symbols: { read: async () => null },
    baseGates: null,
    disk: { free: async () => null },
    alerts: { send: async () => 'nobody' },
    clock: time,
    texts: counter.watch('texts', createTexts({ projectDir, prompts, clock: time })),
    paths: {
      projectDir,
      agentDir: (worker, incarnation) => join(projectDir, 'agents', worker, String(incarnation)),
      logFile: name => join(projectDir, 'logs', `${name}.log`),
      proofDir: name => join(project.worktreesDir, '.proofs', name),
      sessionName: worker => `sample-worker-${worker}`,
      czarSession: { name: 'sample-czar', argv: ['true'], env: {} },
    },
    agentEnv: { PATH },
    gateEnv: { PATH },
    log: { info: () => {}, warn: () => {} },
  }
}

function realGit(directory: string, { repo, base, worktreesDir, workers }: Project): GitPort {
  mkdirSync(join(directory, 'status', 'sample', 'logs'), { recursive: true })
  return createGit({
    repo,
    repoUrl: null,
    base,
    remote: null,
    worktreesDir,
    branches: workers.map(({ id, branch }) => ({ worker: id, branch })),
    lockDir: join(directory, 'locks'),
    scratchDir: join(directory, 'scratch'),
    env: process.env,
  })
}

/**
 * Makes each agent announce its own changes, because notices of the file system come at unpredictable times. So every run gives the same
 * events.
 */
function toldOfMoves(git: GitPort, moved: Map<WorkerId, () => void>): GitPort {
  return {
    ...git,
    async watch(worker, _path, listener) {
      moved.set(worker, listener)
      return { close: async () => void moved.delete(worker) }
    },
  }
}

async function closeAll(closers: readonly (() => Promise<void> | void)[]): Promise<void> {
  for (const close of [...closers].reverse()) await close()
}
