import type { EarlierProof } from '../../../core/claims/earlier-proofs.ts'
import { gateFolders } from '../../../core/claims/gates/gate-words.ts'
import { judgeFreely } from '../../../core/claims/judge-freely.ts'
import type { Event } from '../../../core/events/event.ts'
import type { TaskState } from '../../../core/state/types/task-state.ts'
import type { WorkerState } from '../../../core/state/types/worker-state.ts'
import type { Hands } from '../../hands.ts'
import type { CheckedWork } from './check-without-commands.ts'
import { readClaimedChanges } from './claimed-changes.ts'
import { readTrials, type Trials } from './find-trials.ts'
import { findUnwanted } from './find-unwanted.ts'
import { findWeakening } from './find-weakening.ts'
import { readScripts } from './read-scripts.ts'

type Finished = Extract<Event, { kind: 'verification.finished' }>

/** The result of checking whether a task that an agent calls done really is done. */
export type Outcome = Pick<Finished, 'verdict' | 'reasons'> & Partial<Finished>

interface FreeQuestion {
  readonly worker: WorkerState
  readonly task: TaskState
  readonly earlier: readonly EarlierProof[]
}

/**
 * Runs the checks of a claim that need no command: checks of the commits themselves, and of changes to tests and gates (accept commands).
 */
export async function checkFreely(
  hands: Hands,
  check: CheckedWork,
  { worker, task, earlier }: FreeQuestion,
): Promise<{ readonly free: Outcome; readonly trials?: Trials }> {
  const { base, commit, reasons } = check
  const claimed = await readClaimedChanges(hands, task, check)
  if (claimed === null) return { free: { base, commit, verdict: reasons.length > 0 ? 'rejected' : 'verified', reasons } }
  const commands = [task, ...earlier].flatMap(({ accept }) => accept)
  const path = worker.worktree?.path ?? ''
  const gates = { commands, scripts: await readScripts(hands.git, claimed.baseline, gateFolders(commands)) }
  const [weakening, unwanted, trials] = await Promise.all([
    findWeakening(hands, gates, claimed),
    findUnwanted(hands, { path, task }, claimed),
    readTrials(hands, task, gates, claimed),
  ])
  return { free: { base, commit, ...judgeFreely({ reasons, weakening, unwanted }, hands.project.policy.verify) }, trials }
}
