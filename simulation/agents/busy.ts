import { commitWork } from '../repository/write-work.ts'
import type { Life, Part } from '../world.ts'
import { workOf } from './mind.ts'
import { showGit, tellNovelty } from './tell.ts'

/**
 * A working agent prints output now and then. If its program reports when it begins and ends its work, output comes only once a minute,
 * because czar does not need the output. Czar needs the output of all other programs, and these are sometimes silent without a reason.
 */
export function* busyFor(life: Life, ms: number): Part {
  const { world, seat, agent } = life
  const { tellsTurns } = seat.behaviour
  const everyMs = tellsTurns ? life.world.outputEveryMs : 10_000
  for (let left = ms; left > 0; ) {
    const isSilent = !tellsTurns && seat.random.chance(world.conduct.silence)
    agent.mind.hasChildren = isSilent && seat.random.chance(world.conduct.silenceIsChildren)
    const next = Math.min(left, isSilent ? seat.random.between(40_000, 180_000) : everyMs)
    yield next
    left -= next
    if (left > 0) tellNovelty(life)
  }
  agent.mind.hasChildren = false
  life.world.tally.workedMs += ms
}

/** Commits everything in the worktree, with a message about what the agent believes it does. */
export function commit(life: Life): void {
  const { tree } = life.seat
  const { task, voice } = life.agent.mind
  if (tree === null || task === null) return
  workOf(life.seat, task).subjects.push(voice.subject())
  commitWork(life.world, life.seat, task)
  showGit(life)
}
