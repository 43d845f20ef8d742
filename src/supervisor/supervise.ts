import type { Event, Journaled } from '../core/events/event.ts'
import type { PastDuration } from '../core/history/work-totals.ts'
import type { RepositoryFact } from '../core/model/facts/repository-fact.ts'
import type { Ledger } from '../core/ports/ports.ts'
import type { State } from '../core/state/types/state.ts'
import type { StatusView } from '../core/views/status.ts'
import { type CzarEnd, createCzarEnd } from './czar-end.ts'
import { createPaneLocks } from './delivery/pane-locks.ts'
import { createPerform } from './effects/perform.ts'
import type { Hands } from './hands.ts'
import { startHeartbeat } from './heartbeat.ts'
import { isOver } from './is-over.ts'
import { createLoop, type Loop } from './loop.ts'
import { createSensors, type Sensors } from './sensors/create-sensors.ts'
import type { WatchScreen } from './sensors/screen/screen-watch.ts'
import { followReports, type Reports, type ReportWatcher } from './start/follow-reports.ts'
import { factNews, type Opening, openingEvents } from './start/opening-events.ts'
import { reconcile } from './start/reconcile.ts'
import { keepServer, type ServerKeeper } from './start/server-keeper.ts'
import { type CommandParts, type TakeCommand, takeCommands } from './take-commands.ts'
import { createView } from './view/view.ts'
import { watchSleep } from './watch-sleep.ts'
import { createWatchers, type Watchers } from './watchers.ts'

export interface SuperviseOptions extends Opening {
  readonly hands: Hands
  /** Resolves when everything that the policy needs for its first decision is ready. */
  readonly prepared: Promise<unknown>
  readonly ledger: Ledger
  /** Called every 15 s, after a round of the loop. */
  readonly onHeartbeat?: () => void
  /**
   * Writes the status file. It builds the view itself, because the view is needed only when the file is written and not at every event.
   */
  readonly writeStatus: (view: () => StatusView) => void
  readonly watchReports: ReportWatcher
  readonly onEvents: (state: State, events: readonly Journaled[]) => void
  readonly loadCommands: CommandParts['loadCommands']
  /** How long earlier tasks of this repository took. */
  readonly past?: readonly PastDuration[]
}

export interface Supervision {
  readonly state: () => State
  readonly view: () => StatusView
  readonly command: TakeCommand
  readonly watchScreen: WatchScreen
  /** Records the repository facts that the history of this machine has now. */
  readonly learnFacts: (facts: readonly RepositoryFact[]) => void
  /** Closes czar's parts and leaves the agents running. A czar that starts later finds these agents. */
  readonly letGo: CzarEnd['letGo']
  /** Resolves when the project is over or a person stopped it. Rejects if czar cannot go on. */
  readonly over: CzarEnd['over']
}

const BRINGS_WORKERS: ReadonlySet<Event['kind']> = new Set(['review.asked', 'project.loaded', 'worker.added'])

/**
 * Czar starts tmux this long after it began to make the worktrees. Registering worktrees needs the CPU, but filling them with files mostly
 * waits for the disk.
 */
const TERMINAL_AFTER_MS = 120

/**
 * Supervises one project until it is over. After a crash of czar, it takes over the agents that still run. Long: it lists all parts of
 * czar.
 */
export async function supervise(options: SuperviseOptions): Promise<Supervision> {
  const { hands, loadCommands } = options
  const state = () => loop.state()
  const observe = (...events: readonly Event[]) => loop.observe(...events)
  const viewOf = createView(hands.paths.sessionName, options.past)
  const view = () => viewOf(loop.state(), heartbeat.at())
  const watchers = createWatchers()
  const server = keepServer(hands)
  const reports = followReports({ ...options, state }, observe)
  const sensors = createSensors({ hands, state, observe }, { readReports: reports.read, onServerLost: server.lost })
  const ending = createCzarEnd({
    hands,
    observe,
    stop() {
      loop.stop()
      heartbeat.stop()
    },
    closers: [sensors.close, watchers.closeAll, reports.close],
    onClosed: () => options.writeStatus(view),
  })
  const perform = createPerform({
    hands,
    watchers,
    locks: createPaneLocks(),
    state,
    observe,
    lookAtGit: sensors.lookAtGit,
    lookAtRefs: sensors.lookAtRefs,
    lookForDuplicates: sensors.lookForDuplicates,
    onAgent: sensors.listen,
    terminalReady: server.ready,
    signal: ending.signal,
  })
  const loop = createLoop({
    ...options,
    epoch: options.identity.epoch,
    clock: hands.clock,
    missed: watchSleep(hands.clock),
    perform,
    onEvents,
    onDegraded,
    onFatal: ending.fail,
  })
  const heartbeat = startHeartbeat(hands.clock, () => {
    loop.observe()
    options.writeStatus(view)
    options.onHeartbeat?.()
  })
  /** The reason why the journal cannot be written now. null: it can be written. */
  let blocked: string | null = null
  const command = takeCommands({ hands, state, observe, lookAtGit: sensors.lookAtGit, blocked: () => blocked, loadCommands })

  function onEvents(current: State, events: readonly Journaled[]): void {
    blocked = null
    options.onEvents(current, events)
    options.writeStatus(view)
    // Tells the sensors after this round of the loop, because they may observe facts, which must not happen in the middle of a round.
    queueMicrotask(() => {
      sensors.onEvents(events)
      if (events.some(({ kind }) => BRINGS_WORKERS.has(kind))) reports.follow(loop.state())
      if (isOver(loop.state(), hands.clock.now())) ending.finish(loop.state().czar.phase === 'finished' ? 'finished' : 'stopped')
    })
  }

  function onDegraded(reason: string): void {
    hands.log.warn({ reason }, 'the journal cannot be written, so the czar does nothing until it can')
    blocked = reason
  }

  await begin(options, { loop, sensors, watchers, server, reports, ending })
  const learnFacts = (facts: readonly RepositoryFact[]) => observe(...factNews(state(), facts))
  return { state, view, letGo: ending.letGo, over: ending.over, command, watchScreen: sensors.watchScreen, learnFacts }
}

interface Parts {
  readonly loop: Loop
  readonly sensors: Sensors
  readonly watchers: Watchers
  readonly server: ServerKeeper
  readonly reports: Reports
  readonly ending: CzarEnd
}

/** Starts the parts in an order that gives the policy the present state of the fleet before its first decision. */
async function begin(options: SuperviseOptions, { loop, sensors, watchers, server, reports, ending }: Parts): Promise<void> {
  const { hands, initial } = options
  // If no worker ever had an agent, no agent can still run, so czar need not wait for tmux while it makes worktrees.
  const hasHadAgents = Object.values(initial.workers).some(worker => worker.agent !== null)
  await Promise.all([hasHadAgents ? server.ready() : null, options.prepared, sensors.prepared])
  loop.open(...openingEvents(options, { project: hands.project, now: hands.clock.now() }))
  if (hasHadAgents) loop.observe(...(await reconcile({ hands, watchers, listen: sensors.listen, state: loop.state })))
  // A new project has no reports to read. In an older project there may be unread reports, even from agents that have ended.
  const isNew = initial.seq === 0
  if (!isNew) await reports.begin()
  await sensors.begin()
  loop.begin()
  try {
    if (!hasHadAgents) await server.readyAfter(TERMINAL_AFTER_MS, ending.signal)
    if (isNew) await reports.begin()
  } catch (error) {
    await ending.close()
    throw error
  }
}
