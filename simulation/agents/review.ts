import type { Finding } from '../../src/core/events/review/findings.ts'
import type { AssignmentId, TaskId } from '../../src/core/model/ids.ts'
import { treeAt } from '../repository/repository.ts'
import { MINUTE_MS } from '../times.ts'
import type { Activity, Life } from '../world.ts'
import type { ReceivedText } from './hear.ts'
import { report } from './tell.ts'

const MINUTES = 10

/** Marks the command of a finding that fails on right work, because the reviewer misunderstood the task. */
export const WRONG_CASE = '--wrong-case'

/** The reviewer reads the work and reports what it finds: real faults, and sometimes a fault that does not exist. */
export function* review(life: Life, received: ReceivedText): Activity {
  const { world, worker, agent } = life
  const of = world.czar.state().workers[worker.id]?.config.reviews
  agent.mind.assignment = received.assignment as AssignmentId
  yield worker.random.around(MINUTES * MINUTE_MS, 0.4)
  if (of === undefined) return
  const { reviewFinds, reviewImagines, reviewCommandIsWrong } = world.conduct
  const faults = treeAt(world.repository, of.commit).parts.get(of.task)?.blindFaults ?? 0
  const isFound = faults > 0 && worker.random.chance(reviewFinds)
  const isWrong = !isFound && worker.random.chance(reviewImagines)
  const option = isWrong && worker.random.chance(reviewCommandIsWrong) ? WRONG_CASE : `--case ${faults}`
  const findings = isFound || isWrong ? [aFinding(of.task, option)] : []
  report(life, { kind: 'review', text: '', findings })
}

function aFinding(task: TaskId, option: string): Finding {
  const command = `npm test -- ${task} ${option}`
  return { path: `src/${task}/part-1.ts`, line: 1, severity: 'major', claim: `${task} fails with ${option}`, evidence: { command } }
}
