import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { createIdentifier, type Fleet } from '../../adapters/asker/identify.ts'
import { loadSimpleGit } from '../../adapters/git/repository/run-porcelain.ts'
import { type Journal, openJournal } from '../../adapters/journal/journal.ts'
import { acquireSupervisorLock } from '../../adapters/journal/supervisor-lock.ts'
import { createRunner } from '../../adapters/processes/runner/create-runner.ts'
import { clearGaveUp, readGaveUp } from '../../adapters/status/marks/gave-up.ts'
import { clearStarved, readStarved } from '../../adapters/status/marks/starved.ts'
import { clearStopMark, hasStopMark } from '../../adapters/status/marks/stop-mark.ts'
import { watchReports } from '../../adapters/status/reports/watch-reports.ts'
import { createStatusWriter } from '../../adapters/status/status-writer.ts'
import type { CzarDoor } from '../../api/door.ts'
import { loadSoon } from '../../api/load-soon.ts'
import { serveApi } from '../../api/serve-api.ts'
import type { Journaled } from '../../core/events/event.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import type { RepositoryFact } from '../../core/model/facts/repository-fact.ts'
import { launchLine } from '../../core/model/gave-up.ts'
import { own } from '../../core/model/own.ts'
import type { Project } from '../../core/model/project.ts'
import type { Inspected } from '../../core/ports/git-port.ts'
import { emptyState } from '../../core/state/empty.ts'
import { withAddedOf } from '../../core/state/facts/file-project.ts'
import { isReviewer } from '../../core/state/facts/is-reviewer.ts'
import { fold } from '../../core/state/fold.ts'
import type { State } from '../../core/state/types/state.ts'
import type { StatusView } from '../../core/views/status.ts'
import { clashWithAdded } from '../../supervisor/commands/added-workers.ts'
import type { Log } from '../../supervisor/hands.ts'
import { type Supervision, supervise } from '../../supervisor/supervise.ts'
import { resultText, viewResults } from '../../supervisor/view/view-results.ts'
import type { CliIo } from '../io.ts'
import type { JournalContent } from '../journal/journal-content.ts'
import { readWholeJournal } from '../journal/whole-journal.ts'
import type { Launch } from '../launch/prepare-launch.ts'
import { packageVersion } from '../package-root.ts'
import { ensurePrivateDirectory } from '../project/private-directory.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import { buildHands } from './build-hands.ts'
import { checkUnreadEvents } from './check-unread-events.ts'
import { keepHistory, readPastWork } from './keep-history.ts'
import { keepLetters } from './keep-letters.ts'
import { keepResults } from './keep-results.ts'
import { keepSnapshots } from './keep-snapshots.ts'
import { createProgressLog } from './progress-log.ts'
import { refuseOtherRepository } from './refuse-other-repository.ts'
import { rulesDigest } from './rules-digest.ts'

export interface CzarOptions {
  /** What `inspectLaunch` found out about the repository. */
  readonly repository: Inspected
  readonly env: CliIo['env']
  readonly log: Log
  readonly onEvents?: (state: State, events: readonly Journaled[]) => void
  /** Called every 15 s by the event loop of this process, which shows that the loop is not stuck. */
  readonly onHeartbeat?: () => void
  /** Called after a person has loaded the project file again, with the launch of the changed file. */
  readonly onReload?: (launch: Launch) => void
}

export interface Czar {
  readonly supervision: Supervision
  /** How the supervision ended. It resolves only after everything that this process held is released. */
  readonly over: Promise<'finished' | 'stopped' | 'let-go'>
}

const STATUS_GAP_MS = 100
const LOAD_AFTER_MS = 5_000

/** Starts the one czar of a project whose repository was inspected: takes the lock, reads the journal, supervises, and opens the API. */
export async function openCzar(launch: Launch, options: CzarOptions): Promise<Czar> {
  const { place } = launch
  await ensurePrivateDirectory(place.directory)
  const lock = acquireSupervisorLock(place.directory)
  const closers: (() => Promise<void> | void)[] = [() => lock.release()]
  try {
    return await open(launch, { ...options, closers })
  } catch (error) {
    await closeAll(closers)
    throw error
  }
}

// Long: the function lists all parts of a czar and the order in which they close.
async function open(
  launch: Launch,
  { repository, env, log, onEvents, onHeartbeat, onReload, closers }: CzarOptions & { closers: (() => Promise<void> | void)[] },
): Promise<Czar> {
  const { project, place } = launch
  if (launch.isRevival && hasStopMark(place.directory)) throw stoppedByPerson(project)
  const {
    state: initial,
    cut,
    content,
  } = await readWholeJournal(place, {
    file: project.file,
    acceptsShorter: launch.acceptsShorter,
    rules: rulesDigest,
    now: Date.now(),
  })
  const journal = openJournal({ projectDir: place.directory })
  closers.push(() => journal.close())
  refuseOtherRepository(initial.project, project, place)
  if (!launch.isRevival) refuseClash(initial, project)
  const dashboards = new Set<symbol>()
  const runner = createRunner()
  closers.push(() => runner.close())
  let inUse = withAddedOf(project, initial.project)
  const hands = await buildHands(launch, {
    repository,
    env,
    log,
    run: runner.run,
    countDashboards: () => dashboards.size,
    inUse: () => inUse,
    ...(onReload === undefined ? {} : { onReload }),
  })
  const status = createStatusWriter({
    projectDir: place.directory,
    minGapMs: STATUS_GAP_MS,
    isOurs: () => journal.isNewest(),
    onTrouble: error => log.warn({ error: String(error) }, 'status.json'),
  })
  closers.push(() => status.close())
  let learnFacts = (_: readonly RepositoryFact[]) => {}
  const records = keepRecords(place, { journal, content, log, initial, onFacts: facts => learnFacts(facts) })
  closers.push(() => records.close())
  const listeners = new Set<(events: readonly Journaled[]) => void>()
  const commands = loadSoon(() => import('../../supervisor/command.ts'), LOAD_AFTER_MS)
  const summary = loadSoon(() => import('./keep-summary.ts'), LOAD_AFTER_MS)
  const simpleGit = loadSoon(loadSimpleGit, LOAD_AFTER_MS)
  for (const part of [commands, summary, simpleGit]) closers.push(() => part.close())
  const supervision = await supervise({
    hands,
    initial,
    // Removes the worktrees of checks that an earlier czar left, while tmux starts. With a new journal there was no earlier czar.
    prepared: initial.seq === 0 ? Promise.resolve() : hands.gates.endLeftOver().then(() => hands.git.pruneProofs(reviewWorktrees(initial))),
    ledger: journal,
    identity: { epoch: journal.epoch, pid: process.pid, host: hostname(), version: packageVersion() },
    gaveUp: readGaveUp(place.directory, initial.at),
    starved: readStarved(place.directory),
    ...(onHeartbeat === undefined ? {} : { onHeartbeat }),
    cut,
    unread: launch.unread,
    again: launch.again,
    writeStatus: view => status.write(() => withJournal(view(), journal)),
    watchReports: (after, listener) =>
      watchReports({ projectDir: place.directory, workers: inUse.workers.map(({ id }) => id), after, listener }),
    onEvents: (state, events) => {
      inUse = state.project ?? inUse
      onEvents?.(state, events)
      records.follow(state, events)
      for (const listener of listeners) listener(events)
    },
    loadCommands: () => commands.part(),
    ...readPastWork(dirname(place.directory), { project, log }),
  })
  learnFacts = supervision.learnFacts
  // The journal now records that the watchdog had given up, so the file that said so is no longer needed.
  clearGaveUp(place.directory)
  clearStarved(place.directory)
  clearStopMark(place.directory)
  const api = await serveApi(doorOf(supervision, journal, { listeners, dashboards }), {
    socketPath: place.sockets.api,
    asker: createIdentifier(fleetOf(place, supervision.state)),
  })
  closers.push(() => api.close())
  const closing = new AbortController()
  closers.push(() => closing.abort())
  void checkUnreadEvents(place.directory, { journal, unread: content.unread, signal: closing.signal, log })
  const over = supervision.over.then(async how => {
    if (how !== 'let-go') await summary.part().then(({ keepSummary }) => keepSummary(place.directory, journal, log))
    return how
  })
  return { supervision, over: over.finally(() => closeAll(closers)) }
}

interface RecordParts {
  readonly journal: Journal
  readonly content: JournalContent
  readonly log: Log
  readonly initial: State
  readonly onFacts: (facts: readonly RepositoryFact[]) => void
}

interface Records {
  readonly follow: (state: State, events: readonly Journaled[]) => void
  readonly close: () => Promise<void> | void
}

/** Writes the files that follow the journal: progress log, letters, results, snapshots, and the machine's history. */
function keepRecords({ directory }: ProjectPlace, { journal, content, log, initial, onFacts }: RecordParts): Records {
  const progress = createProgressLog(directory, log)
  const letters = keepLetters(directory, log)
  const results = keepResults(directory, journal, { log, from: initial.seq })
  const snapshots = keepSnapshots(directory, { journal, content, rules: rulesDigest, log })
  const history = keepHistory(dirname(directory), log, { onFacts })
  return {
    follow(state, events) {
      progress(state, events)
      letters(state)
      results.follow(state)
      snapshots(state, events)
      history.follow(state)
    },
    close() {
      results.close()
      history.close()
    },
  }
}

function fleetOf({ directory }: ProjectPlace, state: () => State): Fleet {
  return {
    projectDir: directory,
    panes: () => Object.values(state().workers).flatMap(({ agent }) => (agent?.exit === null ? [agent.pid] : [])),
    launchedAt: () => state().launchedAt,
  }
}

interface Listening {
  readonly listeners: Set<(events: readonly Journaled[]) => void>
  readonly dashboards: Set<symbol>
}

function doorOf(supervision: Supervision, journal: Journal, { listeners, dashboards }: Listening): CzarDoor {
  return {
    view: supervision.view,
    perform: (command, by) => supervision.command(command, by),
    eventsAfter: (seq, limit) => journal.read(seq, limit),
    results: () => viewResults(supervision.state()),
    result(task) {
      const known = own(supervision.state().tasks, task)
      return known?.result == null ? null : resultText(known, journal.read(known.result.seq - 1, 1)[0])
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    watchScreen: supervision.watchScreen,
    attend() {
      const dashboard = Symbol('dashboard')
      dashboards.add(dashboard)
      return () => void dashboards.delete(dashboard)
    },
  }
}

/** Adds the journal's id and position to the status file, so that a later launch notices if a part of the journal is lost. */
function withJournal(view: StatusView, journal: Pick<Journal, 'id' | 'checksumAt'>): StatusView {
  const checksum = journal.checksumAt(view.seq)
  return { ...view, journal: checksum === null ? null : { id: journal.id, checksum } }
}

/** Computes the state from the whole journal. */
export function replay(journal: Pick<Journal, 'read'>): State {
  let state = emptyState
  for (;;) {
    const page = journal.read(state.seq)
    if (page.length === 0) return state
    for (const event of page) state = fold(state, event)
  }
}

function stoppedByPerson({ name, file }: Project): PreconditionError {
  return new PreconditionError(`${name} was stopped by a person`, { hint: launchLine({ file }) })
}

/** Refuses a file that changed while no czar ran and leaves no room for a worker that was added before, as `czar reload` does. */
function refuseClash(known: State, project: Project): void {
  const clash = clashWithAdded(known, project)
  if (clash === null) return
  const remove = `czar worker remove ${clash.worker} -p ${project.name} && czar reload -p ${project.name}`
  throw new PreconditionError(clash.message, { hint: `launch the file as it was before, change it again, and then: ${remove}` })
}

/** Closes the parts in reverse order. If closing one part fails, the other parts are still closed. */
async function closeAll(closers: (() => Promise<void> | void)[]): Promise<void> {
  for (const close of closers.splice(0).reverse()) {
    try {
      await close()
    } catch {
      // A part that could not be closed is closed when the process ends.
    }
  }
}

/** Worktrees of reviewers. They must stay, because the reviewers' agents still run in them. */
function reviewWorktrees({ workers }: State): readonly string[] {
  return Object.values(workers).flatMap(worker => (isReviewer(worker) && worker.worktree !== null ? [worker.worktree.path] : []))
}
