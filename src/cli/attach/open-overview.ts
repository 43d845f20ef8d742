import { openKeyboard } from '../../ui/dashboard/keyboard.ts'
import { runDashboard } from '../../ui/dashboard/run-dashboard.tsx'
import { runOverview } from '../../ui/overview/run-overview.tsx'
import { createHubs } from '../../ui/web/server/live/hubs.ts'
import type { CliIo } from '../io.ts'
import { projectPlaceIn } from '../project/project-place.ts'
import { makeWebDoor } from '../web/make-web-door.ts'
import { openWorld, requireTerminal } from './open-dashboard.ts'

/** Shows all projects in this process's terminal. Enter goes into one project's dashboard, and Esc leads back, until the person quits. */
export async function openOverview(io: CliIo): Promise<void> {
  requireTerminal(io, 'czar projects')
  const hubs = createHubs(makeWebDoor(io, null))
  // The projects are followed while a dashboard is open too, so that the list is there at once when the person comes back.
  const forget = hubs.attend(() => {})
  const terminal = () => ({ keyboard: openKeyboard(), stdout: process.stdout, isColourful: !io.env['NO_COLOR'] })
  let selected: string | null = null
  try {
    for (;;) {
      const end = await runOverview(hubs, { ...terminal(), selected })
      if (end.kind === 'quit') return
      selected = end.id
      const world = await openWorld(projectPlaceIn(end.id, io.env), io)
      if ((await runDashboard({ ...world, isFromProjects: true }, terminal())) === 'quit') return
    }
  } finally {
    forget()
    hubs.close()
  }
}
