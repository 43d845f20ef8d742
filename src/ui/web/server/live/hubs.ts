import type { HostRow, ProjectRow } from '../../../../core/views/project-row.ts'
import type { WebDoor } from '../web-door.ts'
import { type Hub, openHub } from './hub.ts'

const LIST_EVERY_MS = 2_000

/** All projects of this machine and of other hosts. They are followed while at least one page is open. */
export interface Hubs {
  /** Begins to follow the projects, unless another page already did. The returned function ends this. */
  attend(listener: () => void): () => void
  /**
   * The rows of the list of projects, in the order of their names, those of this machine first. The same array means that nothing has
   * changed.
   */
  rows(): readonly ProjectRow[]
  /** Whether the list of projects was read since the first page was opened. */
  isListed(): boolean
  /** The other machines. The same array means that nothing has changed. */
  hosts(): readonly HostRow[]
  /** Whether the project may be on a machine that has not answered yet. */
  isAwaited(project: string): boolean
  /** Null: there is no such project. */
  find(project: string): Hub | null
  /** Does the same as `find` for one call without an open page. It reads the list of projects first. */
  findNow(project: string): Promise<Hub['door'] | null>
  close(): void
}

/**
 * `rings`: whether each czar counts the hubs as an open dashboard that rings at its alerts. Long: the inner functions share the list of
 * projects.
 */
export function createHubs(door: WebDoor, { rings = false }: { readonly rings?: boolean } = {}): Hubs {
  const hubs = new Map<string, Hub>()
  const listeners = new Set<() => void>()
  let rows: readonly ProjectRow[] | null = null
  let hosts: readonly HostRow[] = []
  let timer: NodeJS.Timeout | undefined
  let isListed = false

  function tell(): void {
    rows = null
    for (const listener of listeners) listener()
  }

  async function list(): Promise<void> {
    const names = new Set(await door.listProjects().catch(() => [...hubs.keys()]))
    if (listeners.size === 0) return
    let isChanged = hosts !== door.hosts() || !isListed
    isListed = true
    hosts = door.hosts()
    for (const [name, hub] of hubs) {
      if (names.has(name)) continue
      hub.close()
      hubs.delete(name)
      isChanged = true
    }
    for (const name of names) {
      if (hubs.has(name)) continue
      const hub = openHub(door.open(name), rings)
      hub.subscribe(tell)
      hubs.set(name, hub)
      isChanged = true
    }
    if (isChanged) tell()
  }

  function rest(): void {
    clearInterval(timer)
    timer = undefined
    for (const hub of hubs.values()) hub.close()
    hubs.clear()
    rows = null
    isListed = false
  }

  return {
    attend(listener) {
      listeners.add(listener)
      if (timer === undefined) {
        timer = setInterval(() => void list(), LIST_EVERY_MS)
        void list()
      }
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) rest()
      }
    },
    rows() {
      rows ??= [...hubs.values()].flatMap(hub => hub.row() ?? []).toSorted(inOrder)
      return rows
    },
    isListed: () => isListed,
    hosts: () => hosts,
    isAwaited: door.isAwaited,
    find: project => hubs.get(project) ?? null,
    async findNow(project) {
      const names = await door.listProjects()
      return names.includes(project) ? (hubs.get(project)?.door ?? door.open(project)) : null
    },
    close() {
      listeners.clear()
      rest()
    },
  }
}

function inOrder(one: ProjectRow, other: ProjectRow): number {
  const [left, right] = [one, other].map(({ host, project }) => `${host ?? ''}:${project}`)
  return (left ?? '') < (right ?? '') ? -1 : 1
}
