import type { Host } from '../../core/views/host.ts'
import { openKeyboard } from '../../ui/dashboard/keyboard.ts'
import { type DashboardOptions, runDashboard } from '../../ui/dashboard/run-dashboard.tsx'
import { hearAlerts } from '../../ui/overview/hear-alerts.ts'
import { runOverview } from '../../ui/overview/run-overview.tsx'
import { createHubs } from '../../ui/web/server/live/hubs.ts'
import { openWorld, requireTerminal } from '../attach/open-dashboard.ts'
import type { RemoteProject } from '../hosts/find-remote-project.ts'
import { openRemoteWorld } from '../hosts/remote-world.ts'
import { watchHosts } from '../hosts/watch-hosts.ts'
import type { CliIo } from '../io.ts'
import { projectPlaceIn } from '../project/project-place.ts'
import { makeWebDoor } from '../web/make-web-door.ts'

/**
 * Shows all projects in this process's terminal. Enter goes into one project's dashboard, and Esc leads back, until the person quits. It
 * rings at the alerts of all projects, also while one project's dashboard is open.
 */
export async function openOverview(hosts: readonly Host[], io: CliIo): Promise<void> {
  requireTerminal(io, { hint: 'czar projects' })
  const others = watchHosts(hosts, io)
  const hubs = createHubs(makeWebDoor(io, null, others), { rings: true })
  let selected: string | null = null
  let open: string | null = null
  let alertedAt: number | null = null
  // The projects are followed while a dashboard is open too, so that the list is there at once when the person comes back.
  const forget = hearAlerts(hubs, project => {
    // The dashboard of a project rings by itself.
    if (project === open) return
    alertedAt = io.now()
    process.stdout.write('\x07')
  })
  const feed = { ...hubs, alertedAt: () => alertedAt }
  try {
    for (;;) {
      const end = await runOverview(feed, { ...terminalOf(io), selected })
      if (end.kind === 'quit') return
      selected = end.id
      const remote = others.find(end.id)
      const world = remote === null ? await openWorld(projectPlaceIn(end.id, io.env), io) : openRemoteWorld(remote.link, remote.row(), io)
      open = end.id
      if ((await runDashboard({ ...world, isFromProjects: true }, terminalOf(io))) === 'quit') return
      open = null
    }
  } finally {
    forget()
    hubs.close()
    await others.close()
  }
}

/** Shows the dashboard of one project of another machine. */
export async function openRemoteDashboard({ link, row }: RemoteProject, io: CliIo): Promise<void> {
  requireTerminal(io, { hint: `czar projects --host ${link.host.name}` })
  try {
    await runDashboard(openRemoteWorld(link, row, io), terminalOf(io))
  } finally {
    await link.close()
  }
}

function terminalOf({ env }: CliIo): DashboardOptions {
  return { keyboard: openKeyboard(), stdout: process.stdout, isColourful: !env['NO_COLOR'] }
}
