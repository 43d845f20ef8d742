import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface DashboardCommand {
  readonly io: CliIo
  readonly project: string | undefined
}

/** `czar dashboard`: shows a fleet live. */
export function registerDashboard(program: Command, io: CliIo, run: (options: DashboardCommand) => Promise<void> = runDashboard): void {
  withProject(
    addVerb(program, 'dashboard', {
      group: 'The main job:',
      summary: 'show the fleet live: who does what, and who needs you',
      description:
        'Show the fleet live: who does what, and who needs you. ? lists the keys; q leaves the dashboard, and the fleet continues. On a terminal that cannot move its cursor, the command prints each step as a line.',
      examples: ['czar dashboard', 'czar dashboard -p gateway'],
    }),
  ).action(flags => run({ io, project: flags.project }))
}

async function runDashboard({ io, project }: DashboardCommand): Promise<void> {
  if (io.stdout.isTerminal && io.env['TERM'] === 'dumb') {
    const { runLog } = await import('./log.ts')
    return runLog({ io, project, worker: undefined, follow: true, json: false, lines: 20 })
  }
  const { findObviousProject } = await import('../../project/obvious-project.ts')
  const place = await findObviousProject(project, io)
  if (place === null) {
    const { openOverview } = await import('../../attach/open-overview.ts')
    return openOverview(io)
  }
  const { openDashboard } = await import('../../attach/open-dashboard.ts')
  await openDashboard(place, io)
}
