import type { Event, Journaled } from '../../src/core/events/event.ts'
import {
  type ForecastAnswer,
  type ForecastQuestion,
  forecastQuestions,
  memberQuestions,
  withMembers,
} from '../../src/core/forecast/forecast-heads.ts'
import { forecastNews } from '../../src/core/forecast/forecast-news.ts'
import type { Foreseen, Head } from '../../src/core/ports/forecast-port.ts'
import { treeAt } from '../repository/repository.ts'
import { conflictsOf, type Tree } from '../repository/tree.ts'
import { treeNow } from '../repository/write-work.ts'
import type { World } from '../world.ts'
import { createLook } from './look.ts'

const REST_MS = 5_000
const MOVES: ReadonlySet<string> = new Set([
  'git.observed',
  'git.refs',
  'worktree.switched',
  'verification.finished',
  'train.advanced',
  'train.begun',
])

/**
 * Foresees conflicts. It makes the same requests as czar's own sensor, and the simulation answers them, because it knows the work of both
 * tasks.
 */
export function createForecastSensor(world: World): (event: Journaled) => void {
  const look = createLook(world, REST_MS, () => foresee(world))
  return event => {
    if (world.plan.project.policy.forecast !== 'off' && MOVES.has(event.kind)) look()
  }
}

function foresee(world: World): readonly Event[] {
  const state = world.czar.state()
  if (state.czar.phase !== 'supervising') return []
  const ask = (questions: readonly ForecastQuestion[]) => questions.map((question): ForecastAnswer => [question, merge(world, question)])
  const answers = ask(forecastQuestions(state))
  const news = forecastNews(state.forecast, withMembers(answers, ask(memberQuestions(state, answers))))
  return news === null ? [] : [news]
}

function merge(world: World, { ours, theirs }: ForecastQuestion): Foreseen {
  const conflicts = conflictsOf(treeOf(world, ours), treeOf(world, theirs), world.plan.meetings)
  if (conflicts.length === 0) return { kind: 'clean' }
  return { kind: 'conflict', files: conflicts.map(({ path }) => ({ path, kind: 'text', hunks: [] })) }
}

/** The content of a worker's branch. Uncommitted work counts too if its worktree is known. */
function treeOf(world: World, { commit, tree, path }: Head): Tree {
  const worker = [...world.workers.values()].find(({ id }) => path === `/worktrees/${id}`)
  const task = worker?.agent?.mind.task ?? null
  if (tree === null || worker === undefined || worker.tree === null || task === null) return treeAt(world.repository, commit)
  return treeNow(world, worker, worker.tree, task)
}
