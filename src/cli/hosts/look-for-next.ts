import type { Host } from '../../core/views/host.ts'
import type { ProjectRow } from '../../core/views/project-row.ts'
import { findNext, type Next } from '../client/find-next.ts'
import { lookAtFleet } from '../client/look-at-fleet.ts'
import { lookAtProjects, type ProjectLook } from '../client/look-at-projects.ts'
import type { CliIo } from '../io.ts'
import { chooseProjects, type ProjectPlace } from '../project/project-place.ts'
import { chooseHosts, type HostFlags } from './choose-hosts.ts'
import { findRemoteProject } from './find-remote-project.ts'
import { type HostLook, lookAtHosts } from './look-at-hosts.ts'

export interface NextLook {
  readonly next: Next | null
  /** Why nothing is known of some projects and machines. */
  readonly unknown: readonly string[]
  /** How many projects were looked at. */
  readonly count: number
  /** The id of the project, if only one is meant. */
  readonly only: string | null
  /** The machine of a project of another machine. */
  readonly link: (row: ProjectRow) => Host | null
}

interface Question {
  readonly project: string | undefined
  readonly flags: HostFlags
  readonly io: CliIo
}

/** Looks for the attention item that a person should see to next: in the named project, or in all projects of this machine and of others. */
export async function lookForNext({ project, flags, io }: Question): Promise<NextLook> {
  const remote = await findRemoteProject(project, flags, io)
  if (remote !== null) {
    const next = await findNext({ here: [], elsewhere: [remote.row] })
    return { next, unknown: [], count: 1, only: remote.row.id, link: () => remote.link.host }
  }
  const isNamed = [project, io.env['CZAR_PROJECT_DIR'], io.env['CZAR_PROJECT']].some(Boolean)
  const hosts = isNamed && flags.host.length === 0 ? [] : await chooseHosts(flags, io)
  const places = await chooseProjects(project, io).catch(error => {
    // If other machines are asked too, this machine need not have a project.
    if (hosts.length === 0) throw error
    return []
  })
  const [looks, others] = await Promise.all([lookAtAll(places, hosts.length > 0), lookAtHosts(hosts, io)])
  const seen = looks.flatMap(({ place, look }) => (look === null ? [] : [{ place, view: look.view }]))
  const elsewhere = others.flatMap(({ projects }) => projects)
  return {
    next: await findNext({ here: seen, elsewhere }),
    unknown: unknownOf(looks, others),
    count: seen.length + elsewhere.length,
    only: hosts.length === 0 && places.length === 1 ? (places[0]?.name ?? null) : null,
    link: row => hosts.find(({ name }) => name === row.host) ?? null,
  }
}

/** If the command is about one project, an error ends it. If it is about several, the error of one project does not stop the others. */
async function lookAtAll(places: readonly ProjectPlace[], hasOthers: boolean): Promise<readonly ProjectLook[]> {
  const [first, second] = places
  if (first === undefined || second !== undefined || hasOthers) return lookAtProjects(places)
  return [{ place: first, look: await lookAtFleet(first), problem: null }]
}

function unknownOf(looks: readonly ProjectLook[], others: readonly HostLook[]): NextLook['unknown'] {
  const here = looks.flatMap(({ place, look, problem }) => (look === null ? [`${place.name}: ${problem}`] : []))
  const there = others.flatMap(({ host }) => host.problem ?? [])
  return [...here, ...there]
}
