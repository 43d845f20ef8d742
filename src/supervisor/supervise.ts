import { lookAtDisk } from '../config/look-at-disk.ts'
import type { Asker } from '../core/events/asker.ts'
import type { Command, CommandAnswer } from '../core/events/command.ts'
import type { Event, Journaled } from '../core/events/event.ts'
import type { WorkerId } from '../core/model/ids.ts'
import type { AgentObservation } from '../core/ports/agents-port.ts'
import type { Ledger, ReportSignal } from '../core/ports/ports.ts'
import type { State } from '../core/state/types/state.ts'
import type { AgentState, WorkerState } from '../core/state/types/worker-state.ts'
import type { StatusView } from '../core/views/status.ts'
import { atMost } from './at-most.ts'
import type { takeCommand } from './command.ts'
import { recordRefusals } from './commands/refusals.ts'
import { createPaneLocks } from './delivery/pane-locks.ts'
import { createPerform } from './effects/perform.ts'
import { eventOfReport } from './event-of-report.ts'
import type { Hands } from './hands.ts'
import { startHeartbeat } from './heartbeat.ts'
import { isOver } from './is-over.ts'
import { logFailures } from './log-failures.ts'
import { createLoop, type Loop } from './loop.ts'
import { createAgentSensor } from './sensors/agent-sensor.ts'
import { createDiskSensor } from './sensors/disk-sensor.ts'
import { createGitSensor } from './sensors/git/git-sensor.ts'
import { createPullRequestSensor } from './sensors/git/pull-request-sensor.ts'
import { createRefsSensor } from './sensors/git/refs-sensor.ts'
import { createRemoteSensor } from './sensors/git/remote-sensor.ts'
import { createPersonSensor } from './sensors/person-sensor.ts'
import { createProgramSensor } from './sensors/program-sensor.ts'
import { createAnswerSensor } from './sensors/screen/answer-sensor.ts'
import { createLimitSensor } from './sensors/screen/limit-sensor.ts'
import { createNoveltySensor } from './sensors/screen/novelty-sensor.ts'
import { createRetrySensor } from './sensors/screen/retry-sensor.ts'
import { createScreenSensor } from './sensors/screen/screen-sensor.ts'
import { createScreenWatch, type ScreenWatch } from './sensors/screen/screen-watch.ts'
import { createTroubleSensor } from './sensors/screen/trouble-sensor.ts'
import { createTerminalSensor } from './sensors/terminal-sensor.ts'
import { type Opening, openingEvents } from './start/opening-events.ts'
import { reconcile } from './start/reconcile.ts'
import { keepServer } from './start/server-keeper.ts'
import { tidyUp } from './tidy-up.ts'
import { createView } from './view/view.ts'
import { watchSleep } from './watch-sleep.ts'
import { createWatchers } from './watchers.ts'

export interface SuperviseOptions extends Opening {
  readonly hands: Hands
  /** Anything else that has to be ready before the policy is asked. */
  readonly prepared: Promise<unknown>
  readonly ledger: Ledger
  /** Called every 15 s, after a round of the loop. */
  readonly onHeartbeat?: () => void
  /** Builds the view only when it writes the status, not at every event. */
  readonly writeStatus: (view: () => StatusView) => void
  readonly watchReports: (
    after: Readonly<Record<WorkerId, number>>,
    listener: (signal: ReportSignal) => void,
  ) => Promise<{ refresh(): void; close(): Promise<void> }>
  readonly onEvents: (state: State, events: readonly Journaled[]) => void
  /** Loads the code for commands only when the first one comes: that is after the launch. */
  readonly loadCommands: () => Promise<{ readonly takeCommand: typeof takeCommand }>
}

export interface Supervision {
  readonly state: () => State
  readonly view: () => StatusView
  /** `by`: the asker, as journalled; null: unknown, and not checked. */
  readonly command: (command: Command, by: Asker | null) => Promise<CommandAnswer>
  readonly watchScreen: ScreenWatch['watch']
  /** Closes everything but leaves the agents running; a later czar finds them. */
  readonly letGo: (reason: string) => Promise<void>
  /** Resolves when the project is over or was stopped; rejects when this czar cannot go on. */
  readonly over: Promise<'finished' | 'stopped' | 'let-go'>
}

const CLOSE_MS = 3_000
/** tmux starts this long after the worktrees: registering them is CPU-bound, filling them is not. */
const TERMINAL_AFTER_MS = 120

/** Supervises one project until it is over: wires sensors and hands to the loop, and recovers the fleet after a czar crash. */
export async function supervise(options: SuperviseOptions): Promise<Supervision> {
  const { hands, identity } = options
  const watchers = createWatchers()
  const disk = lookAtDisk()
  const aborter = new AbortController()
  const end = Promise.withResolvers<'finished' | 'stopped' | 'let-go'>()
  // It may reject before a caller awaits it.
  end.promise.catch(() => {})
  /** Why the journal cannot be written now; null: it can. */
  let blocked: string | null = null

  const state = () => loop.state()
  const observe = (...events: readonly Event[]) => loop.observe(...events)
  const viewOf = createView(hands.paths.sessionName)
  const missed = watchSleep(hands.clock)
  const refusals = recordRefusals()
  const heartbeat = startHeartbeat(hands.clock, () => {
    loop.observe()
    options.writeStatus(view)
    options.onHeartbeat?.()
  })
  const view = () => viewOf(loop.state(), heartbeat.at())
  // Lazy: the first call takes 30 ms, and few fleets ever meet a limit.
  const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone
  const screenSensor = createScreenSensor(hands, state, observe)
  const agentSensor = createAgentSensor(state, (...events) => observe(...events.filter(event => !screenSensor.mustShow(event))), zone)
  const answerSensor = createAnswerSensor(hands, state, observe)
  const limitSensor = createLimitSensor(hands, { state, observe, zone })
  const noveltySensor = createNoveltySensor(hands, state, observe)
  const troubleSensor = createTroubleSensor(hands, state, observe)
  const retrySensor = createRetrySensor(hands, state, observe)
  const screens = createScreenWatch(hands, state)
  const personSensor = createPersonSensor(hands, state, observe)
  const server = keepServer(hands)
  const perform = createPerform({
    hands,
    watchers,
    locks: createPaneLocks(),
    state,
    observe,
    lookAtGit: worker => gitSensor.lookNow(worker),
    onAgent: listen,
    terminalReady: server.ready,
    signal: aborter.signal,
  })
  const loop: Loop = createLoop({ ...options, epoch: identity.epoch, clock: hands.clock, missed, perform, onEvents, onDegraded, onFatal })
  const gitSensor = createGitSensor(hands, state, observe)
  const refsSensor = createRefsSensor(hands, state, observe)
  const pullRequestSensor = createPullRequestSensor(hands, state, observe)
  const remoteSensor = createRemoteSensor(hands, { state, observe, onFetched })
  const programSensor = createProgramSensor(hands, state, observe)
  const diskSensor = createDiskSensor(hands, state, observe)
  const terminalSensor = createTerminalSensor({
    hands,
    state,
    observe,
    onOutput,
    onServerLost: server.lost,
    readReports: () => readReports(),
    lookAtGit: gitSensor.lookNow,
  })
  hands.terminal.onSignal(logFailures(hands.log, 'what the terminal told', terminalSensor.onSignal))

  function listen(worker: WorkerId, incarnation: number): (observation: AgentObservation) => void {
    const ears = [agentSensor.listen(worker, incarnation), answerSensor.listen(worker, incarnation)].map(ear =>
      logFailures(hands.log, `what ${worker}'s agent told`, ear),
    )
    return observation => {
      for (const hear of ears) hear(observation)
    }
  }

  function onEvents(current: State, events: readonly Journaled[]): void {
    blocked = null
    options.onEvents(current, events)
    options.writeStatus(view)
    // Sensors may observe again, which must happen after this round, not within it.
    queueMicrotask(() => {
      for (const sensor of [agentSensor, refsSensor, terminalSensor, screenSensor, limitSensor, troubleSensor, programSensor])
        logFailures(hands.log, 'a sensor', sensor.onEvents)(events)
      logFailures(hands.log, 'the watch of screens', screens.onEvents)()
      logFailures(hands.log, 'the sensor for git', gitSensor.follow)(loop.state())
      logFailures(hands.log, 'the sensor for people', personSensor.follow)()
      if (isOver(loop.state(), hands.clock.now())) finish(loop.state().czar.phase === 'finished' ? 'finished' : 'stopped')
    })
  }

  function onFetched(): void {
    gitSensor.lookAtAll()
    void refsSensor.look()
    void pullRequestSensor.look()
  }

  function onOutput(worker: WorkerState, agent: AgentState): void {
    screenSensor.onOutput(worker)
    limitSensor.onOutput(worker)
    noveltySensor.onOutput(worker, agent)
    troubleSensor.onOutput(worker, agent)
    retrySensor.onOutput(worker, agent)
    screens.onOutput(worker)
  }

  function onDegraded(reason: string): void {
    hands.log.warn({ reason }, 'the journal cannot be written: nothing is done until it can')
    blocked = reason
  }

  function onFatal(error: unknown): void {
    // An open tmux client would keep the process of a foreground czar alive.
    void close()
      .then(letGoOfTerminal)
      .catch(() => {})
      .finally(() => end.reject(error))
  }

  function finish(how: 'finished' | 'stopped'): void {
    if (aborter.signal.aborted) return
    loop.observe({ kind: 'czar.stopped', reason: how })
    void close()
      .then(() => tidyUp(hands))
      .then(() => end.resolve(how))
  }

  async function letGo(reason: string): Promise<void> {
    if (aborter.signal.aborted) return
    loop.observe({ kind: 'czar.let_go', reason })
    await close()
    await letGoOfTerminal()
    end.resolve('let-go')
  }

  /** Bounded, so that a hanging tmux server cannot keep the czar from leaving. */
  function letGoOfTerminal(): Promise<unknown> {
    return atMost(hands.clock, CLOSE_MS, hands.terminal.close())
  }

  let closeReports = async () => {}
  let readReports = () => {}
  async function close(): Promise<void> {
    aborter.abort()
    loop.stop()
    heartbeat.stop()
    for (const sensor of [
      screenSensor,
      limitSensor,
      noveltySensor,
      troubleSensor,
      retrySensor,
      screens,
      personSensor,
      refsSensor,
      remoteSensor,
      diskSensor,
      programSensor,
      pullRequestSensor,
    ])
      sensor.close()
    // A watch that does not close in time ends with the process: a finished czar must not stay.
    await atMost(hands.clock, CLOSE_MS, Promise.allSettled([gitSensor.close(), watchers.closeAll(), closeReports()]))
    options.writeStatus(view)
  }

  // Without earlier agents none can have survived, so tmux starts while worktrees are made.
  const hasHadAgents = Object.values(options.initial.workers).some(worker => worker.agent !== null)
  await Promise.all([hasHadAgents ? server.ready() : null, options.prepared, remoteSensor.fetched, diskSensor.looked])
  loop.open(...openingEvents(options, { project: hands.project, now: hands.clock.now() }))
  if (hasHadAgents) loop.observe(...(await reconcile({ hands, watchers, listen, state })))
  // A new project has no reports; in an older one, even ended agents may have reported.
  const isNew = options.initial.seq === 0
  if (!isNew) await watchReports()
  // Refs that moved without a czar may have voided proofs, so look before the first decision.
  await refsSensor.look()
  diskSensor.begin()
  loop.begin()
  remoteSensor.begin()
  try {
    if (!hasHadAgents) await server.readyAfter(TERMINAL_AFTER_MS, aborter.signal)
    if (isNew) await watchReports()
  } catch (error) {
    await close()
    throw error
  }
  programSensor.begin()
  screenSensor.lookAtAll()
  limitSensor.lookAtAll()
  return { state, view, letGo, over: end.promise, command, watchScreen: screens.watch }

  async function watchReports(): Promise<void> {
    const reports = await options.watchReports(reportsSeen(options.initial), signal => observe(eventOfReport(signal)))
    closeReports = () => reports.close()
    readReports = () => reports.refresh()
    if (aborter.signal.aborted) await reports.close()
  }

  async function command(asked: Command, by: Asker | null): Promise<CommandAnswer> {
    const { takeCommand } = await options.loadCommands()
    // A person who restarts a worker may just have deleted its worktree: the next sweep would come too late.
    if (asked.verb === 'restart') await gitSensor.lookNow(asked.worker as WorkerId)
    if (blocked !== null) return { ok: false, message: `nothing can be taken in now: ${blocked}`, hint: 'czar doctor' }
    const now = hands.clock.now()
    const { events, answer } = takeCommand(loop.state(), asked, { roles: hands.texts.roles, disk, now, by })
    const refusal = !answer.ok && answer.needsPerson && by !== null ? refusals(asked, { by, reason: answer.message, now }) : []
    if (events.length + refusal.length > 0) loop.observe(...events, ...refusal)
    return answer
  }
}

function reportsSeen(state: State): Readonly<Record<WorkerId, number>> {
  return Object.fromEntries(Object.values(state.workers).map(worker => [worker.id, worker.reportSeq]))
}
