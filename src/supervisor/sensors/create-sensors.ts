import type { Journaled } from '../../core/events/event.ts'
import type { WorkerId } from '../../core/model/ids.ts'
import type { AgentObservation } from '../../core/ports/agents-port.ts'
import { logFailures } from '../log-failures.ts'
import { createAgentSensor } from './agent-sensor.ts'
import { createBaseGatesSensor } from './base-gates-sensor.ts'
import { createDiskSensor } from './disk-sensor.ts'
import { createFileSensor } from './file-sensor.ts'
import { createForgeSensor } from './forge-sensor.ts'
import { createDuplicateSensor } from './git/duplicate-sensor.ts'
import { createForecastSensor } from './git/forecast-sensor.ts'
import { createGitSensor } from './git/git-sensor.ts'
import { createPullRequestSensor } from './git/pull-request-sensor.ts'
import { createRefsSensor } from './git/refs-sensor.ts'
import { createRemoteSensor } from './git/remote-sensor.ts'
import { createPersonSensor } from './person-sensor.ts'
import { createProgramSensor } from './program-sensor.ts'
import { createAnswerSensor } from './screen/answer-sensor.ts'
import { createLimitSensor } from './screen/limit-sensor.ts'
import { createNoveltySensor } from './screen/novelty-sensor.ts'
import { createRetrySensor } from './screen/retry-sensor.ts'
import { createScreenSensor } from './screen/screen-sensor.ts'
import { createScreenWatch, type WatchScreen } from './screen/screen-watch.ts'
import { createTroubleSensor } from './screen/trouble-sensor.ts'
import type { Sensor, SensorContext } from './sensor.ts'
import { createTerminalSensor, type TerminalNews } from './terminal-sensor.ts'

/** All sensors of one czar, behind one interface. */
export interface Sensors {
  /** Resolves when czar may write its first event. */
  readonly prepared: Promise<unknown>
  /** Resolves when the first readings that the policy needs are in the journal. */
  readonly begin: () => Promise<unknown>
  readonly onEvents: (events: readonly Journaled[]) => void
  readonly listen: (worker: WorkerId, incarnation: number) => (observation: AgentObservation) => void
  /** Reads a worktree. Resolves when the result is in the journal. */
  readonly lookAtGit: (worker: WorkerId) => Promise<void>
  /** Reads now where base and the branches of proven work point. */
  readonly lookAtRefs: () => Promise<void>
  /** Compares the work of all branches. Resolves when the duplicates that were found are in the journal. */
  readonly lookForDuplicates: () => Promise<void>
  readonly watchScreen: WatchScreen
  readonly close: () => Promise<unknown>
}

/** Creates the sensors. A new sensor needs one more line in the list. Long: it lists all sensors. */
export function createSensors(context: SensorContext, after: Omit<TerminalNews, 'onOutput' | 'lookAtGit'>): Sensors {
  const { log, terminal } = context.hands
  const screen = createScreenSensor(context)
  const screens = createScreenWatch(context)
  const git = createGitSensor(context)
  const refs = createRefsSensor(context)
  const duplicates = createDuplicateSensor(context)
  const pullRequests = createPullRequestSensor(context)
  const tmux = createTerminalSensor(context, { ...after, lookAtGit: git.lookNow, onOutput: (...output) => each('onOutput', ...output) })
  const sensors: readonly Sensor[] = [
    createAgentSensor(context, screen.mustShow),
    createAnswerSensor(context),
    refs,
    tmux,
    screen,
    createLimitSensor(context),
    createNoveltySensor(context),
    createTroubleSensor(context),
    createRetrySensor(context),
    createProgramSensor(context),
    screens,
    git,
    duplicates,
    createForecastSensor(context),
    createPersonSensor(context),
    pullRequests,
    createRemoteSensor(context, onFetched),
    createDiskSensor(context),
    createFileSensor(context),
    createForgeSensor(context),
    createBaseGatesSensor(context),
  ]
  terminal.onSignal(tmux.onSignal)

  /** Calls the function of this name on each sensor that has one. */
  function each<Part extends 'onEvents' | 'onOutput'>(part: Part, ...args: Parameters<NonNullable<Sensor[Part]>>): void {
    for (const sensor of sensors) {
      const listener = sensor[part] as ((...args: readonly unknown[]) => void) | undefined
      if (listener !== undefined) logFailures(log, `the function ${part} of a sensor`, listener)(...args)
    }
  }

  function onFetched(): void {
    git.lookAtAll()
    void refs.look()
    void pullRequests.look()
  }

  function listen(worker: WorkerId, incarnation: number): (observation: AgentObservation) => void {
    const listeners = sensors.flatMap(sensor => sensor.listen?.(worker, incarnation) ?? [])
    return observation => {
      for (const listener of listeners) logFailures(log, `the handling of a signal from ${worker}'s agent`, listener)(observation)
    }
  }

  return {
    prepared: Promise.all(sensors.map(sensor => sensor.prepared)),
    begin: () => Promise.all(sensors.map(sensor => sensor.begin?.())),
    onEvents: events => each('onEvents', events),
    listen,
    lookAtGit: git.lookNow,
    async lookAtRefs() {
      // The first call may join a reading that had already begun and read base too early. So base is read once more.
      await refs.look()
      await refs.look()
    },
    lookForDuplicates: duplicates.look,
    watchScreen: screens.watch,
    close: () => Promise.allSettled(sensors.map(sensor => sensor.close?.())),
  }
}
