import { join, resolve } from 'node:path'
import { loadAlertChannels } from '../../config/load-alert-channels.ts'
import { loadProject } from '../../config/load-project.ts'
import type { Alert } from '../../core/model/alert.ts'
import { CzarError } from '../../core/model/errors.ts'
import { buildAlerts } from '../compose/build-alerts.ts'
import type { CliIo } from '../io.ts'
import { configPaths } from '../project/config-paths.ts'
import { projectPlaceOf } from '../project/project-place.ts'
import { stateDir } from '../project/state-dir.ts'
import { bad, type DoctorFinding, good, note } from './finding.ts'

/** Sends a test alert through each alert channel of a project file, even in quiet hours, and reports the results. */
export async function examineAlerts(file: string, io: CliIo): Promise<readonly DoctorFinding[]> {
  const path = resolve(io.cwd, file)
  const project = await loadProject(path, configPaths(io.env))
  const place = projectPlaceOf(project.name, join(stateDir(io.env), project.name), io.env)
  const channels = await loadAlertChannels(path)
  if (channels.length === 0) return [note('alerts', `${file} names no alerts`, 'see Alerts in docs/config.md')]
  const alert = testOf(project.name, io.now())
  return Promise.all(
    channels.map(async channel => {
      const title = `alert ${channel.name}`
      try {
        // Each channel is tested by itself, because one channel whose environment variable is not set must not block the other channels.
        const how = await buildAlerts([channel], place, io.env).send(channel.name, alert)
        return how === null
          ? note(title, 'no person has a terminal of the fleet open, so no terminal rang', 'czar dashboard')
          : good(title, `sent: ${how}`)
      } catch (error) {
        if (!(error instanceof CzarError)) throw error
        return bad(title, error.message, HINTS[channel.via])
      }
    }),
  )
}

const HINTS = {
  tmux: 'czar status',
  bell: 'czar status',
  desktop: 'apt install libnotify-bin   (on Linux; osascript is part of macOS), and run it where the desktop runs',
  command: 'run it by hand, with a line of JSON on its input',
  webhook: 'check the address, the token, and the shape',
} as const

function testOf(project: string, now: number): Alert {
  return {
    id: `${project}:test:${now}`,
    project,
    kind: 'test',
    title: `${project}: a test alert`,
    text: 'Nothing needs you. czar doctor --alerts sent this.',
    matters: [],
  }
}
