import { setTimeout } from 'node:timers/promises'
import { isHeld } from '../../adapters/journal/supervisor-lock.ts'
import { writeGaveUp } from '../../adapters/status/marks/gave-up.ts'
import { hasStopMark } from '../../adapters/status/marks/stop-mark.ts'
import { type AlertChannel, loadAlertChannels } from '../../config/load-alert-channels.ts'
import { loadProject } from '../../config/load-project.ts'
import type { Alert, AlertConfig } from '../../core/model/alert.ts'
import { type GaveUp, gaveUpText, launchLine } from '../../core/model/gave-up.ts'
import type { Project } from '../../core/model/project.ts'
import { endOfQuiet } from '../../core/policy/facts/quiet-hours.ts'
import { buildAlerts } from '../compose/build-alerts.ts'
import { reportFailure } from '../exit.ts'
import type { CliIo } from '../io.ts'
import { configPaths } from '../project/config-paths.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import type { KeptLaunch } from './kept-launch.ts'

const WAITS_MS = [0, 10_000, 60_000]

export interface GivingUp {
  readonly place: ProjectPlace
  /** The launch as it was stored. It is null if that file is lost. Without a kept launch, the project file is used. */
  readonly kept: KeptLaunch | null
  readonly io: CliIo
}

/** Records that the watchdog no longer relaunches the czar, and alerts people through the channels of the launched project. */
export async function giveUp(gaveUp: GaveUp, { place, kept, io }: GivingUp): Promise<void> {
  writeGaveUp(place.directory, gaveUp)
  say(io, gaveUpText(gaveUp))
  try {
    await tellAll(gaveUp, { place, kept, io })
  } catch (error) {
    reportFailure(error, io)
  }
}

async function tellAll(gaveUp: GaveUp, { place, kept, io }: GivingUp): Promise<void> {
  const project = kept?.project ?? (await loadProject(gaveUp.file, configPaths(io.env)))
  const channels = kept?.alertChannels ?? (await loadAlertChannels(gaveUp.file))
  const alerts = project.alerts.filter(({ on }) => on.includes('attention'))
  await Promise.all(
    alerts.flatMap(alert => {
      const channel = channels.find(({ name }) => name === alert.name)
      return channel === undefined ? [] : [tell(gaveUp, { project, place, alert, channel, io })]
    }),
  )
}

interface Telling {
  readonly project: Project
  readonly place: ProjectPlace
  readonly alert: AlertConfig
  readonly channel: AlertChannel
  readonly io: CliIo
}

/**
 * Alerts people as a czar would: after the channel's delay and outside quiet hours. It sends no alert if a czar runs again by then or a
 * person has stopped the fleet.
 */
async function tell(gaveUp: GaveUp, { project, place, alert, channel, io }: Telling): Promise<void> {
  const from = gaveUp.at + alert.afterMs
  const { quietHours } = project.policy
  const due = quietHours === null ? from : (endOfQuiet(quietHours, from) ?? from)
  await setTimeout(Math.max(0, due - io.now()))
  for (const wait of WAITS_MS) {
    await setTimeout(wait)
    if (isHeld(place.directory) || hasStopMark(place.directory)) return
    try {
      const how = await buildAlerts([channel], place, io.env).send(channel.name, alertOf(gaveUp, place.name))
      return say(io, how === null ? `${channel.name} reached no person` : `told by ${channel.name}: ${how}`)
    } catch (error) {
      reportFailure(error, io)
    }
  }
}

function alertOf(gaveUp: GaveUp, project: string): Alert {
  const text = gaveUpText(gaveUp)
  const hint = launchLine(gaveUp)
  return {
    id: `${project}:czar:${gaveUp.at}`,
    project,
    kind: 'attention',
    title: `${project}: the czar needs a person`,
    text: `${text}\n  next: ${hint}`,
    matters: [{ key: 'czar', worker: null, text, hint, since: gaveUp.at }],
  }
}

function say(io: CliIo, text: string): void {
  io.stdout.write(`${new Date(io.now()).toISOString()} ${text}\n`)
}
