import type { TrainAction } from '../../src/core/events/decision.ts'
import type { Event } from '../../src/core/events/event.ts'
import { omnibusBranch } from '../../src/core/landing/omnibus-branch.ts'
import { assertNever } from '../../src/core/model/errors.ts'
import type { TaskId } from '../../src/core/model/ids.ts'
import { own } from '../../src/core/model/own.ts'
import { passes } from '../repository/judge-tree.ts'
import { treeAt } from '../repository/repository.ts'
import { readRefs } from '../sensors/refs-sensor.ts'
import type { World } from '../world.ts'
import { chain } from './chain.ts'

/** Carries out one step of merging proven work. Czar's real rules ask for the step. Git and the tests are simulated. */
export function performTrain(world: World, action: TrainAction): readonly Event[] {
  const { repository, plan } = world
  switch (action.do) {
    case 'begin_train':
      return [{ kind: 'train.begun', base: action.base }]
    case 'chain_train':
      return chain(world, action)
    case 'test_train':
      return [testTree(world, action)]
    case 'advance_train': {
      const branch = omnibusBranch(plan.project)
      const at = repository.branches.get(branch) ?? null
      if (at !== action.tip && at !== action.from) return [{ kind: 'train.stopped', reason: `somebody moved ${branch}` }]
      repository.branches.set(branch, action.tip)
      return [{ kind: 'train.advanced', tip: action.tip, branch }]
    }
    case 'land_train': {
      const { tip, base } = action
      const isMoved = repository.base !== base && repository.base !== tip
      if (!isMoved) repository.base = tip
      const refused = isMoved ? `${plan.project.base} has moved` : null
      return [...readRefs(world), { kind: 'train.landed', tip, base: plan.project.base, refused, command: null }]
    }
    default:
      return assertNever(action)
  }
}

type Test = Extract<TrainAction, { do: 'test_train' }>

/** Runs the accept commands of all tasks in the tree until one fails. Tasks that the same work also proved count too. */
function testTree(world: World, { tip, tasks }: Test): Event {
  const { plan, repository, conduct } = world
  const all = [...tasks, ...provenByThem(world, tasks)]
  const tree = treeAt(repository, tip)
  const wrong = all.findIndex(task => !passes(plan, tree, task))
  const failed = wrong === -1 && all.length > 0 && world.random.chance(conduct.flakyRejection) ? 0 : wrong
  const ran = all.slice(0, failed === -1 ? all.length : failed + 1)
  const checks = ran.flatMap((task, at) => {
    const isFailed = at === failed
    const outcome = isFailed ? ('failed' as const) : ('passed' as const)
    const commands = isFailed ? [`npm test -- ${task}`] : (own(world.czar.state().tasks, task)?.accept ?? [])
    return commands.map(name => ({ name, task, outcome, exitCode: isFailed ? 1 : 0, durationMs: 20_000 }))
  })
  const reason = failed === -1 ? '' : `\`npm test -- ${all[failed]}\` failed with exit code 1. It is a test of ${all[failed]}.`
  return { kind: 'train.tested', tip, isGreen: failed === -1, reason, checks, log: `/logs/${tip}`, tail: '', durationMs: 120_000 }
}

function provenByThem({ czar }: World, ids: readonly TaskId[]): readonly TaskId[] {
  return Object.values(czar.state().tasks).flatMap(({ id, verified }) =>
    verified?.by?.task != null && ids.includes(verified.by.task) ? [id] : [],
  )
}
