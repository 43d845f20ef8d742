import type { Host } from '../../core/views/host.ts'
import type { ProjectRow } from '../../core/views/project-row.ts'
import { findNext, type Next } from '../client/find-next.ts'
import { lookAtFleet } from '../client/look-at-fleet.ts'
import { lookAtProjects, type ProjectLook } from '../client/look-at-projects.ts'
import { projectRow } from '../client/project-row.ts'
import type { CliIo } from '../io.ts'
import { chooseProjects, type ProjectPlace } from '../project/project-place.ts'
import { chooseHosts, type HostFlags } from './choose-hosts.ts'
import { findRemoteProject } from './find-remote-project.ts'
import { lookAtHosts } from './look-at-hosts.ts'

/** How many ms another machine may take to answer if an attention item of this machine is already known. */
const SLOW_MS = 6_000

export interface NextLook {
  readonly next: Next | null
  /** The other things that need a person: projects without their czar, and projects and machines that cannot be asked. */
  readonly troubles: readonly string[]
  /** How many projects were looked at. */
  readonly count: number
  /** The id of the project, if the command names one. */
  readonly only: string | null
  /** The machine of the named project, if that is another machine. */
  readonly link: (row: ProjectRow) => Host | null
}

interface Question {
  readonly project: string | undefined
  readonly flags: HostFlags
  readonly io: CliIo
}

/**
 * Looks for the attention item that a person should settle next. It looks at the named project, or at all projects of this machine and of
 * others.
 */
export async function lookForNext({ project, flags, io }: Question): Promise<NextLook> {
  const remote = await findRemoteProject(project, flags, io)
  if (remote !== null) {
    const next = await findNext({ here: [], elsewhere: [remote.row] })
    return { next, troubles: troublesOf([remote.row]), count: 1, only: remote.row.id, link: () => remote.link.host }
  }
  const isNamed = [project, io.env['CZAR_PROJECT_DIR'], io.env['CZAR_PROJECT']].some(Boolean)
  const hosts = isNamed && flags.host.length === 0 ? [] : await chooseHosts(flags, io)
  const places = await chooseProjects(project, io).catch(error => {
    // If the command also asks other machines, this machine need not have a project.
    if (hosts.length === 0) throw error
    return []
  })
  const patience = new AbortController()
  const asked = lookAtHosts(hosts, io, patience.signal)
  const looks = await lookAtAll(places, hosts.length > 0)
  // An attention item of this machine does not wait long for a slow machine.
  const hasMatter = looks.some(({ look }) => look !== null && look.view.attention.length > 0)
  const timer = hasMatter ? setTimeout(() => patience.abort(), SLOW_MS) : undefined
  const others = await asked
  clearTimeout(timer)
  const seen = looks.flatMap(({ place, look }) => (look === null ? [] : [{ place, view: look.view }]))
  const elsewhere = others.flatMap(({ projects }) => projects)
  return {
    next: await findNext({ here: seen, elsewhere }),
    troubles: [...troublesOf([...looks.map(projectRow), ...elsewhere]), ...others.flatMap(({ host }) => host.problem ?? [])],
    count: seen.length + elsewhere.length,
    only: hosts.length === 0 && places.length === 1 ? (places[0]?.name ?? null) : null,
    link: row => hosts.find(({ name }) => name === row.host) ?? null,
  }
}

/** An error ends a command about one project. In a command about several projects, the error of one does not stop the others. */
async function lookAtAll(places: readonly ProjectPlace[], hasOthers: boolean): Promise<readonly ProjectLook[]> {
  const [first, second] = places
  if (first === undefined || second !== undefined || hasOthers) return lookAtProjects(places)
  return [{ place: first, look: await lookAtFleet(first), problem: null }]
}

/** What projects need besides their attention items. */
function troublesOf(rows: readonly ProjectRow[]): NextLook['troubles'] {
  return rows.flatMap(({ id, needs, attention = [] }) =>
    needs.filter(text => attention.every(item => item.text !== text)).map(text => `${id}: ${text}`),
  )
}
