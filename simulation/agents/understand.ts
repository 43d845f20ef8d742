import { type Activity, isAtHome, type Life, type SimulatedWorker, type Work, type World } from '../world.ts'
import { busyFor, commit } from './busy.ts'
import type { ReceivedText } from './hear.ts'
import { taskOf, voiceOf, workOf } from './mind.ts'

/** With a given probability, the agent notices a mistake of its own or of the worker's previous agent, and undoes it. */
export function* understand(life: Life, { kind, text }: ReceivedText): Activity {
  const { world, worker, agent } = life
  const { mind } = agent
  if (mind.task === null) return
  const work = workOf(worker, mind.task)
  const isNamed = namesWhatIsWrong(life, text)
  if (mind.misreads !== null) {
    if (!worker.random.chance(world.obedience * insight(world, { kind, isNamed }))) return
  } else if (
    !hasLeftovers(worker, work) ||
    !worker.random.chance(world.obedience * (isNamed ? world.conduct.clearsUpWhenTold : world.conduct.clearsUpByItself))
  )
    return
  mind.hasClaimed = false
  yield* busyFor(life, world.conduct.minutesOfStep * 60_000 * 0.7)
  clearUp(worker, work)
  mind.misreads = null
  mind.voice = voiceOf(world, worker, { task: mind.task, misreads: null })
  commit(life)
}

function insight(world: World, { kind, isNamed }: { kind: string; isNamed: boolean }): number {
  if (kind === 'tell') return world.conduct.correctedByPerson
  if (isNamed) return world.conduct.correctedByEvidence
  if (kind === 'rework') return world.conduct.correctedByRejection
  return kind === 'restate' ? world.conduct.correctedByAsking : 0
}

/** Whether the text names the mistake: a path, the branch, or a forgotten requirement. */
function namesWhatIsWrong({ world, worker, agent }: Life, text: string): boolean {
  const { task } = agent.mind
  if (task === null) return false
  // The task inside a text does not name the agent's mistake. The words after the task may name it.
  const [before = '', after] = text.split('----- END TASK')
  const said = after ?? before
  const { outside } = workOf(worker, task)
  if (after?.includes('take back what does not belong')) return true
  if (
    agent.mind.misreads === 'peer' &&
    after === undefined &&
    said.includes('has the same work as you') &&
    !said.includes('Yours was first')
  )
    return true
  if ([...outside].some(path => said.includes(path))) return true
  if (!isAtHome(worker) && worker.tree !== null && said.includes(worker.tree.branch)) return true
  return after === undefined && (taskOf(world, task)?.topic.criteria.some(line => said.includes(line)) ?? false)
}

/** Whether the worktree contains something that the task did not ask for. */
export function hasLeftovers(worker: SimulatedWorker, { outside, wrong }: Work): boolean {
  return outside.size > 0 || wrong > 0 || !isAtHome(worker)
}

function clearUp({ id, tree }: SimulatedWorker, work: Work): void {
  for (const path of work.outside) {
    tree?.files.delete(path)
    work.files.delete(path)
  }
  work.outside.clear()
  work.wrong = 0
  work.isOfPeer = false
  if (tree === null) return
  tree.branch = tree.home
  tree.content = `${id}-${tree.commits}-mended`
}
