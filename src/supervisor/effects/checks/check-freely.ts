import type { EarlierProof } from '../../../core/claims/earlier-proofs.ts'
import type { ProofFinding } from '../../../core/claims/finding.ts'
import { gateFolders } from '../../../core/claims/gates/gate-words.ts'
import type { Event } from '../../../core/events/event.ts'
import type { WorkCheck } from '../../../core/ports/git-port.ts'
import type { TaskState } from '../../../core/state/types/task-state.ts'
import type { WorkerState } from '../../../core/state/types/worker-state.ts'
import type { Hands } from '../../hands.ts'
import { readClaimedChanges } from './claimed-changes.ts'
import { readTrials, type Trials } from './find-trials.ts'
import { findUnwanted } from './find-unwanted.ts'
import { findWeakening } from './find-weakening.ts'
import { readScripts } from './read-scripts.ts'

type Finished = Extract<Event, { kind: 'verification.finished' }>

/** The result of checking a claim. */
export type Outcome = Pick<Finished, 'verdict' | 'reasons'> & Partial<Finished>

interface FreeQuestion {
  readonly worker: WorkerState
  readonly task: TaskState
  readonly earlier: readonly EarlierProof[]
}

/** Runs the checks that need no command: the free checks, and the rules on changed tests and gates. */
export async function checkFreely(
  hands: Hands,
  check: WorkCheck,
  { worker, task, earlier }: FreeQuestion,
): Promise<{ readonly free: Outcome; readonly trials?: Trials }> {
  const { base, commit } = check
  const claimed = await readClaimedChanges(hands, task, check)
  const isRefused = commit === null || check.reasons.length > 0
  if (claimed === null) return { free: { base, commit, verdict: isRefused ? 'rejected' : 'verified', reasons: check.reasons } }
  const { weakened, content } = hands.project.policy.verify
  const commands = [task, ...earlier].flatMap(({ accept }) => accept)
  const path = worker.worktree?.path ?? ''
  const gates = { commands, scripts: await readScripts(hands.git, claimed.baseline, gateFolders(commands)) }
  const [weakening, unwanted, trials] = await Promise.all([
    findWeakening(hands, gates, claimed),
    findUnwanted(hands, { path, task }, claimed),
    readTrials(hands, task, gates, claimed),
  ])
  // All reasons together, so that the worker fixes them in one go.
  const reasons = [
    ...check.reasons,
    ...refusedBy(weakened, weakening).map(text => `Your proof is weaker than before: ${text}.`),
    ...refusedBy(content, unwanted).map(text => `Your commits bring what should not be merged: ${text}. Take it back.`),
  ]
  const flags = [...weakening, ...unwanted].map(({ text }) => text)
  return { free: { base, commit, flags, verdict: reasons.length > 0 ? 'rejected' : 'verified', reasons }, trials }
}

function refusedBy(policy: 'reject' | 'flag', findings: readonly ProofFinding[]): readonly string[] {
  return policy === 'flag' ? [] : findings.filter(({ rejects }) => rejects).map(({ text }) => text)
}
