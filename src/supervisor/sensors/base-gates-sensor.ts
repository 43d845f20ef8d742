import { isDeepStrictEqual } from 'node:util'
import { baseTasks } from '../../core/claims/base/base-tasks.ts'
import { judgeBaseGates } from '../../core/claims/base/judge-base-gates.ts'
import type { Event, Journaled } from '../../core/events/event.ts'
import type { BaseFinding, BaseTask } from '../../core/model/gates/base-gate.ts'
import type { CommitSha } from '../../core/model/ids.ts'
import { own } from '../../core/model/own.ts'
import type { State } from '../../core/state/types/state.ts'
import { tryBaseGates } from '../effects/checks/base/try-base-gates.ts'
import type { Sensor, SensorContext } from './sensor.ts'

/** The commands begin this long after czar's start, because the first worktrees and agents need the machine until then. */
const BEGIN_AFTER_MS = 15_000
/** A command waits for proofs and for starts of agents, but at most this long. */
const MOST_WAIT_MS = 600_000
const LOOK_AGAIN_MS = 2_000
/** Actions that go first, because a person waits for their result. */
const URGENT: ReadonlySet<string> = new Set(['prepare_worktree', 'start_agent', 'verify'])
const BRINGS_TASKS: ReadonlySet<Event['kind']> = new Set(['project.loaded', 'worker.added'])
const DEATH = 'czar died while it ran the accept commands on this commit; `czar validate FILE --gates` runs them outside of czar'

/**
 * Runs the accept commands of unproven tasks on base, once after each start of czar and when tasks are added, and records the findings
 * about the tasks. It uses the results of earlier runs. Long: the inner functions share the state of the run.
 */
export function createBaseGatesSensor({ hands, state, observe }: SensorContext) {
  const closing = new AbortController()
  let cancel = () => {}
  let running = Promise.resolve()
  let isBegun = false

  async function look(): Promise<void> {
    const tasks = unprovenTasks(state(), baseTasks(hands.project))
    if (hands.baseGates === null || tasks.length === 0 || closing.signal.aborted) return
    const base = state().refs?.base.commit ?? (await hands.git.refs([])).base
    const { baseGates } = state()
    if (baseGates?.base === base && baseGates.phase === 'refused') return
    if (baseGates?.base === base && baseGates.phase === 'died') return observe({ kind: 'base_gates.refused', base, reason: DEATH })
    const [{ cache }, places] = [hands.baseGates, hands.baseGates.places()]
    // A czar that the watchdog restarted has not read the project file, so it does not know the lines for the findings.
    if (baseGates?.base === base && baseGates.phase === 'checked' && Object.keys(places).length === 0) return
    const { tried } = await tryBaseGates(hands, {
      tasks,
      base,
      cache,
      signal: closing.signal,
      beforeRun: command => beforeRun(base, command),
    })
    const fresh = judgeBaseGates(tried, places).filter(({ level }) => level !== 'note')
    if (!closing.signal.aborted) tell(base, [...earlierFindings(state(), tasks), ...fresh])
  }

  function lookLater(): void {
    cancel()
    cancel = hands.clock.at(hands.clock.now() + BEGIN_AFTER_MS, () => {
      // One run at a time, because all runs use the same worktree.
      running = running.then(look).catch((error: unknown) => {
        if (!closing.signal.aborted) hands.log.warn({ error: String(error) }, 'the accept commands could not be run on base')
      })
    })
  }

  async function beforeRun(base: CommitSha, command: string): Promise<void> {
    const until = hands.clock.now() + MOST_WAIT_MS
    while (isBusy(state()) && hands.clock.now() < until && !closing.signal.aborted) await rest()
    if (!closing.signal.aborted) observe({ kind: 'base_gates.started', base, command })
  }

  function rest(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const forget = hands.clock.at(hands.clock.now() + LOOK_AGAIN_MS, resolve)
    closing.signal.addEventListener('abort', () => resolve(), { once: true })
    return promise.finally(forget)
  }

  function tell(base: CommitSha, findings: readonly BaseFinding[]): void {
    const { baseGates } = state()
    const isKnown = baseGates === undefined ? findings.length === 0 : isDeepStrictEqual(baseGates.findings, findings)
    if (isKnown && baseGates?.phase !== 'running') return
    observe({ kind: 'base_gates.checked', base, findings })
  }

  return {
    begin() {
      if (hands.baseGates === null) return
      isBegun = true
      lookLater()
    },
    onEvents(events: readonly Journaled[]) {
      if (isBegun && events.some(({ kind }) => BRINGS_TASKS.has(kind))) lookLater()
    },
    async close() {
      cancel()
      closing.abort()
      await running
    },
  } satisfies Sensor
}

/** The tasks whose commands should fail on base. Base may have the work of a proven task, so that its commands rightly pass there. */
function unprovenTasks({ tasks }: State, planned: readonly BaseTask[]): readonly BaseTask[] {
  return planned.filter(({ id, accept }) => {
    const task = own(tasks, id)
    return accept.length > 0 && task !== undefined && task.verified === null && (task.state === 'waiting' || task.state === 'assigned')
  })
}

/** The earlier findings about tasks that this run leaves out. */
function earlierFindings({ tasks, baseGates }: State, tried: readonly BaseTask[]): readonly BaseFinding[] {
  const isOther = ({ task }: BaseFinding) => own(tasks, task) !== undefined && !tried.some(({ id }) => id === task)
  return (baseGates?.findings ?? []).filter(isOther)
}

function isBusy({ effects, running }: State): boolean {
  return Object.keys(running).length > 0 || Object.values(effects).some(({ action }) => URGENT.has(action))
}
