import type { Command } from 'commander'
import { addVerb, withHosts, withProject } from '../../add-verb.ts'
import type { HostFlags } from '../../hosts/choose-hosts.ts'
import type { CliIo } from '../../io.ts'

export interface DashboardCommand extends HostFlags {
  readonly io: CliIo
  readonly project: string | undefined
}

/** `czar dashboard`: shows a fleet live. */
export function registerDashboard(program: Command, io: CliIo, run: (options: DashboardCommand) => Promise<void> = runDashboard): void {
  withHosts(
    withProject(
      addVerb(program, 'dashboard', {
        group: 'The main job:',
        summary: 'show the fleet live, or all projects: who does what, and who needs you',
        description:
          'Show the fleet live: who does what, and who needs you. If several projects may be meant, the command shows them all; Enter opens one, Esc comes back. ? lists the keys; q leaves the dashboard, and the fleet continues. On a terminal that cannot move its cursor, the command prints each step as a line.',
        examples: ['czar dashboard', 'czar dashboard -p gateway', 'czar dashboard --host build'],
      }),
    ),
  ).action(flags => run({ io, ...flags, project: flags.project }))
}

async function runDashboard({ io, project, ...flags }: DashboardCommand): Promise<void> {
  if (io.stdout.isTerminal && io.env['TERM'] === 'dumb') {
    const { runLog } = await import('./log.ts')
    return runLog({ io, project, worker: undefined, follow: true, json: false, lines: 20 })
  }
  const { chooseHosts } = await import('../../hosts/choose-hosts.ts')
  const { findRemoteProject } = await import('../../hosts/find-remote-project.ts')
  const remote = await findRemoteProject(project, flags, io)
  if (remote !== null) {
    const { openRemoteDashboard } = await import('../../overview/open-overview.ts')
    return openRemoteDashboard(remote, io)
  }
  const hosts = project === undefined ? await chooseHosts(flags, io) : []
  const { findObviousProject } = await import('../../project/obvious-project.ts')
  const place = project === undefined && flags.host.length > 0 ? null : await findObviousProject(project, hosts.length > 0, io)
  if (place === null) {
    const { openOverview } = await import('../../overview/open-overview.ts')
    return openOverview(hosts, io)
  }
  const { openDashboard } = await import('../../attach/open-dashboard.ts')
  await openDashboard(place, io)
}
