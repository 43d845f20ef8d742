import type { Host } from '../../core/views/host.ts'
import type { HostRow, ProjectRow } from '../../core/views/project-row.ts'
import type { CliIo } from '../io.ts'
import { createHostLink, type HostLink } from './host-link.ts'
import { lookAtHost } from './look-at-hosts.ts'

/** The projects of other machines, from the last listing. */
export interface HostWatch {
  /** The ids of all projects. A machine that czar has not asked lately is asked again in the background. */
  ids(): readonly string[]
  /** The machines. The same array means that nothing has changed. */
  hosts(): readonly HostRow[]
  /** Whether the project may be on a machine that has not answered yet. */
  isAwaited(id: string): boolean
  /** Null: there is no such project. */
  find(id: string): { readonly link: HostLink; readonly row: () => ProjectRow } | null
  /** Asks the machine of this project, unless it was asked a moment ago. */
  lookAgain(id: string): Promise<void>
  /** Ends all connections. */
  close(): Promise<void>
}

const LIST_EVERY_MS = 15_000
const FRESH_MS = 3_000

interface Watched {
  readonly link: HostLink
  rows: ReadonlyMap<string, ProjectRow>
  lookedAt: number
  looking: Promise<void> | null
}

/**
 * Watches the projects of other machines. The projects of a machine that cannot be reached stay in the list. Long: the inner
 * functions share the lists.
 */
export function watchHosts(hosts: readonly Host[], io: CliIo): HostWatch {
  const watched: readonly Watched[] = hosts.map(host => ({
    ...{ link: createHostLink(host, io), rows: new Map(), lookedAt: Number.NEGATIVE_INFINITY, looking: null },
  }))
  let shown: readonly HostRow[] = hosts.map(({ name }) => ({ host: name, problem: null }))

  async function look(one: Watched): Promise<void> {
    const { host, projects } = await lookAtHost(one.link)
    const isFirst = one.lookedAt === Number.NEGATIVE_INFINITY
    one.lookedAt = performance.now()
    if (host.problem === null) one.rows = new Map(projects.map(row => [row.id, row]))
    const before = shown.find(row => row.host === host.host)
    if (isFirst || before?.problem !== host.problem) shown = shown.map(row => (row.host === host.host ? host : row))
  }

  function lookUnless(one: Watched, withinMs: number): Promise<void> {
    if (performance.now() - one.lookedAt < withinMs) return Promise.resolve()
    one.looking ??= look(one).finally(() => (one.looking = null))
    return one.looking
  }

  const holderOf = (id: string) => watched.find(({ rows }) => rows.has(id))
  return {
    ids() {
      for (const one of watched) void lookUnless(one, LIST_EVERY_MS)
      return watched.flatMap(({ rows }) => [...rows.keys()])
    },
    hosts: () => shown,
    // A newly found project is shown only after the page has connected to it.
    isAwaited: id =>
      holderOf(id) !== undefined ||
      watched.some(({ link, lookedAt }) => lookedAt === Number.NEGATIVE_INFINITY && id.startsWith(`${link.host.name}:`)),
    find(id) {
      const holder = holderOf(id)
      const first = holder?.rows.get(id)
      return holder === undefined || first === undefined ? null : { link: holder.link, row: () => holder.rows.get(id) ?? first }
    },
    async lookAgain(id) {
      const holder = holderOf(id)
      if (holder !== undefined) await lookUnless(holder, FRESH_MS)
    },
    async close() {
      await Promise.all(watched.map(({ link }) => link.close()))
    },
  }
}
