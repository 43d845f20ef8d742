import type { Command } from 'commander'
import type { ProjectList } from '../../../core/views/project-row.ts'
import { addVerb, withHosts } from '../../add-verb.ts'
import type { HostFlags } from '../../hosts/choose-hosts.ts'
import type { CliIo } from '../../io.ts'

export interface ProjectsOptions extends HostFlags {
  readonly io: CliIo
  readonly json: boolean
}

/** `czar projects`: shows all projects of this machine. */
export function registerProjects(program: Command, io: CliIo, run: (options: ProjectsOptions) => Promise<void> = runProjects): void {
  withHosts(
    addVerb(program, 'projects', {
      group: 'Look:',
      summary: 'show all projects of this machine and of your hosts',
      description:
        'Show each project of this machine, and of the hosts of your config.yaml: whether its czar runs, what needs a person, how many tasks are verified, and the cost. Exits 3 if a project needs a person.',
      examples: ['czar projects', 'czar projects --host build', 'czar projects --json | jq -r ".projects[] | select(.alive) | .id"'],
    }),
  )
    .option('--json', 'one JSON object, version 1', false)
    .action(flags => run({ io, ...flags }))
}

async function runProjects({ io, json, ...flags }: ProjectsOptions): Promise<void> {
  const { lookAtProjects } = await import('../../client/look-at-projects.ts')
  const { projectRow } = await import('../../client/project-row.ts')
  const { needPerson } = await import('../../../core/views/project-row.ts')
  const { renderProjects } = await import('../../output/projects.ts')
  const { makePaint } = await import('../../output/paint.ts')
  const { listProjects, projectPlaceIn } = await import('../../project/project-place.ts')
  const { packageVersion } = await import('../../package-root.ts')
  const { stateDir } = await import('../../project/state-dir.ts')
  const { chooseHosts } = await import('../../hosts/choose-hosts.ts')
  const { lookAtHosts } = await import('../../hosts/look-at-hosts.ts')
  const hosts = await chooseHosts(flags, io)
  const [looks, others] = await Promise.all([
    lookAtProjects((await listProjects(stateDir(io.env))).map(name => projectPlaceIn(name, io.env))),
    lookAtHosts(hosts, io),
  ])
  const projects = [...looks.map(projectRow), ...others.flatMap(other => other.projects)]
  const list: ProjectList = { version: 1, czar: packageVersion(), projects, hosts: others.map(({ host }) => host) }
  const style = { now: io.now(), width: io.stdout.size()?.columns ?? null, paint: makePaint(io.stdout, io.env) }
  io.stdout.write(json ? `${JSON.stringify(list)}\n` : renderProjects(list, style))
  if (needPerson(list)) io.endsWith(3)
}
