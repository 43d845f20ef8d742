import type { Event, Journaled } from '../../src/core/events/event.ts'
import type { CommitSha } from '../../src/core/model/ids.ts'
import type { Standing } from '../../src/core/model/refs-state.ts'
import { branchOfAssignment, branchOfTask } from '../../src/core/state/facts/branch-of.ts'
import { refsNews } from '../../src/core/state/move-refs.ts'
import type { State } from '../../src/core/state/types/state.ts'
import { contains } from '../repository/repository.ts'
import type { World } from '../world.ts'
import { createLook } from './look.ts'

const REST_MS = 2_000

/** Reads where base and the branches of proven work point, after each event that may have moved them. */
export function createRefsSensor(world: World): (event: Journaled) => void {
  const look = createLook(world, REST_MS, () => readRefs(world))
  return event => {
    if (event.kind === 'czar.started' || event.kind === 'verification.finished' || event.kind === 'git.observed') look()
  }
}

/** Returns the changes of base and of the branches. Returns nothing before the first proof. */
export function readRefs({ czar, repository }: World): readonly Event[] {
  const state = czar.state()
  const proven = Object.values(state.tasks).flatMap(task => {
    const branch = branchOfTask(state, task)
    return task.verified === null || task.verified.by !== undefined || branch === null ? [] : [{ branch, commit: task.verified.commit }]
  })
  if (proven.length === 0) return []
  const busy = openBranches(state)
  const tipOf = (branch: string) => repository.branches.get(branch) ?? null
  const standing: Record<CommitSha, Standing> = {}
  for (const { branch, commit } of proven) {
    const tip = tipOf(branch)
    const isLost = tip === null || !contains(repository, tip, commit)
    const isBehind = !contains(repository, commit, repository.base)
    standing[commit] = contains(repository, repository.base, commit) ? 'landed' : isLost ? 'lost' : isBehind ? 'behind' : 'current'
  }
  const branches = Object.fromEntries(proven.flatMap(({ branch }) => (busy.has(branch) ? [] : [[branch, tipOf(branch)] as const])))
  const news = refsNews(state.refs, { base: repository.base, branches, standing, kept: [], unproven: {} })
  return news === null ? [] : [news]
}

function openBranches(state: State): ReadonlySet<string> {
  const open = Object.values(state.workers).flatMap(({ assignment }) => state.assignments[assignment ?? ''] ?? [])
  return new Set(open.flatMap(assignment => branchOfAssignment(state, assignment) ?? []))
}
