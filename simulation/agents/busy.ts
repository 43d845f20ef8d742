import { commitWork } from '../repository/write-work.ts'
import type { Activity, Life } from '../world.ts'
import { workOf } from './mind.ts'
import { showGit, tellNovelty } from './tell.ts'

/**
 * A working agent prints output now and then. If its program reports when it begins and ends its work, output comes only once a minute,
 * because czar does not need the output. Czar needs the output of all other programs, and these are sometimes silent without a reason.
 */
export function* busyFor(life: Life, ms: number): Activity {
  const { world, worker, agent } = life
  const { tellsTurns } = worker.behaviour
  const everyMs = tellsTurns ? life.world.outputEveryMs : 10_000
  for (let left = ms; left > 0; ) {
    const isSilent = !tellsTurns && worker.random.chance(world.conduct.silence)
    agent.mind.hasChildren = isSilent && worker.random.chance(world.conduct.silenceIsChildren)
    const next = Math.min(left, isSilent ? worker.random.between(40_000, 180_000) : everyMs)
    yield next
    left -= next
    if (left > 0) tellNovelty(life)
  }
  agent.mind.hasChildren = false
  life.world.tally.workedMs += ms
}

/** Commits everything in the worktree, with a message about what the agent believes it does. */
export function commit(life: Life): void {
  const { tree } = life.worker
  const { task, voice } = life.agent.mind
  if (tree === null || task === null) return
  workOf(life.worker, task).subjects.push(voice.subject())
  commitWork(life.world, life.worker, task)
  showGit(life)
}
