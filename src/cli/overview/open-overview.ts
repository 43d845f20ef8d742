import type { Host } from '../../core/views/host.ts'
import { openKeyboard } from '../../ui/dashboard/keyboard.ts'
import { type DashboardOptions, runDashboard } from '../../ui/dashboard/run-dashboard.tsx'
import { runOverview } from '../../ui/overview/run-overview.tsx'
import { createHubs } from '../../ui/web/server/live/hubs.ts'
import { openWorld, requireTerminal } from '../attach/open-dashboard.ts'
import type { RemoteProject } from '../hosts/find-remote-project.ts'
import { openRemoteWorld } from '../hosts/remote-world.ts'
import { watchHosts } from '../hosts/watch-hosts.ts'
import type { CliIo } from '../io.ts'
import { projectPlaceIn } from '../project/project-place.ts'
import { makeWebDoor } from '../web/make-web-door.ts'

/** Shows all projects in this process's terminal. Enter goes into one project's dashboard, and Esc leads back, until the person quits. */
export async function openOverview(hosts: readonly Host[], io: CliIo): Promise<void> {
  requireTerminal(io, { hint: 'czar projects' })
  const others = watchHosts(hosts, io)
  const hubs = createHubs(makeWebDoor(io, null, others))
  // The projects are followed while a dashboard is open too, so that the list is there at once when the person comes back.
  const forget = hubs.attend(() => {})
  let selected: string | null = null
  try {
    for (;;) {
      const end = await runOverview(hubs, { ...terminalOf(io), selected })
      if (end.kind === 'quit') return
      selected = end.id
      const remote = others.find(end.id)
      const world = remote === null ? await openWorld(projectPlaceIn(end.id, io.env), io) : openRemoteWorld(remote.link, remote.row(), io)
      if ((await runDashboard({ ...world, isFromProjects: true }, terminalOf(io))) === 'quit') return
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
