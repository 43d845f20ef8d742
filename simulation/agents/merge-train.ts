import type { CommitSha } from '../../src/core/model/ids.ts'
import { problemsOf } from '../repository/judge-tree.ts'
import type { Meeting } from '../repository/meetings.ts'
import { contains, type Repository, treeAt } from '../repository/repository.ts'
import { conflictsOf, harm, settle, type Tree, unite } from '../repository/tree.ts'
import { record, treeNow } from '../repository/write-work.ts'
import { MINUTE_MS } from '../times.ts'
import type { Activity, Life } from '../world.ts'
import { showGit } from './tell.ts'

/** Finds in a text what the worker must merge into its branch: base, or a commit. */
const MERGE = /Merge \S+(?: \(commit (\w+)\))? into your branch(?: first, `git merge (\w+)`)?/

function namedIn({ commits, base }: Repository, text: string): CommitSha | null {
  const found = MERGE.exec(text)
  if (found === null) return null
  const [, before, after] = found
  const name = before ?? after
  return name === undefined ? base : ([...commits.keys()].find(commit => commit.startsWith(name)) ?? null)
}

/**
 * The agent merges what the text names, resolves the conflicts (sometimes wrongly), and repairs work that visibly does not fit together.
 */
export function* mergeNamed(life: Life, text: string): Activity {
  const { world, worker, agent } = life
  const { repository, conduct } = world
  const onto = namedIn(repository, text)
  const { task } = agent.mind
  if (onto === null || task === null || worker.tree === null || !worker.random.chance(conduct.mergesWhenTold)) return
  const ours = treeNow(world, worker, worker.tree, task)
  const theirs = treeAt(repository, onto)
  const conflicts = contains(repository, worker.tree.head, onto) ? [] : conflictsOf(ours, theirs, repository.meetings)
  agent.mind.context += conduct.contextOfMerge
  yield (conduct.minutesOfMerge + conduct.minutesOfConflict * conflicts.length) * MINUTE_MS
  if (worker.tree === null) return
  let merged = unite(treeNow(world, worker, worker.tree, task), theirs)
  for (const meeting of conflicts) merged = resolve(life, merged, meeting)
  merged = yield* mendProblems(life, merged, text)
  record(world, worker, { tree: merged, parents: [worker.tree.head, onto] })
  showGit(life)
}

/** A wrongly resolved conflict drops the other worker's lines, or breaks the work of one of the two tasks. */
function resolve({ world, worker, agent }: Life, tree: Tree, meeting: Meeting): Tree {
  const { resolvesWrongly, dropsLines } = world.conduct
  if (!worker.random.chance(resolvesWrongly)) return settle(tree, meeting)
  const [one, other] = meeting.tasks
  const theirs = one === agent.mind.task ? other : one
  if (worker.random.chance(dropsLines)) return harm(tree, { meeting, task: theirs, kind: 'lost' })
  return harm(tree, { meeting, task: worker.random.pick([one, other]), kind: 'broken' })
}

/** The agent repairs what its own commands show, what the named commands show, and the lines that the text reports as lost. */
export function* mendTree(life: Life, text: string): Activity {
  const { worker } = life
  if (worker.tree === null) return
  const before = treeAt(life.world.repository, worker.tree.head)
  const after = yield* mendProblems(life, before, text)
  if (after === before || worker.tree === null) return
  record(life.world, worker, { tree: after, parents: [worker.tree.head] })
  showGit(life)
}

function* mendProblems({ world, worker, agent }: Life, tree: Tree, text: string): Generator<number, Tree, void> {
  const { minutesOfStep, mendsClash } = world.conduct
  let mended = tree
  for (const { meeting, shownBy } of problemsOf(world.plan, tree)) {
    const isRun = shownBy !== null && (shownBy === agent.mind.task || text.includes(`npm test -- ${shownBy}`))
    const isNamed = tree.damage.get(meeting.id)?.kind === 'lost' && text.includes('lost lines') && text.includes(meeting.path)
    if (!isRun && !isNamed) continue
    yield minutesOfStep * 0.5 * MINUTE_MS
    if (worker.random.chance(mendsClash)) mended = settle(mended, meeting)
  }
  return mended
}
