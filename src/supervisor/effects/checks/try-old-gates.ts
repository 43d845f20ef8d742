import type { ProofFinding } from '../../../core/claims/finding.ts'
import type { GateTrial } from '../../../core/claims/gates/find-trials.ts'
import { sayEnd } from '../../../core/claims/gates/gate-end.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import type { GateRun } from '../../../core/ports/ports.ts'
import { listed } from '../../../core/text/listed.ts'
import type { Hands } from '../../hands.ts'
import type { CheckRecord } from './run-check.ts'
import { type GateEnd, runGateOf } from './run-gate.ts'

/** An accept command that passed on the claimed commit, and the files that its rerun needs. */
export interface TrialRun {
  readonly gate: GateRun & { readonly commit: CommitSha }
  readonly baseline: CommitSha
  readonly trial: GateTrial
}

/**
 * Runs an accept command that passed again, now with the earlier version of the files that it runs. If it fails now, it must pass once more
 * with the claimed files, because otherwise it may just be flaky. Returns null if it finds no reason against the claim.
 */
export async function tryOldGates(hands: Hands, record: CheckRecord, { gate, baseline, trial }: TrialRun): Promise<ProofFinding | null> {
  const { files, command } = trial
  const changed = listed(files)
  const as = files.length === 1 ? 'that file as it was' : 'those files as they were'
  try {
    await hands.git.putFiles(gate.cwd, baseline, files)
    const old = await runGateOf(hands, record, gate)
    await hands.git.putFiles(gate.cwd, gate.commit, files)
    if (isPassed(old)) return null
    if (!isFailed(old) || !isPassed(await runGateOf(hands, record, gate)))
      return { rejects: false, text: `it is not known whether \`${command}\` passes without the change of ${changed}` }
    const end = sayEnd(old.check)
    return {
      rejects: trial.rejects,
      text: `\`${command}\` passes only with the changed ${changed}; with ${as} it ${end.replace(/^failed/, 'fails')}`,
    }
  } catch (error) {
    hands.log.warn({ error: String(error), command, files }, 'the earlier version of a check could not be restored')
    return {
      rejects: false,
      text: `the earlier version of ${changed} could not be restored, so it is not known whether \`${command}\` passes with it`,
    }
  }
}

function isPassed(end: GateEnd | { readonly refused: string }): boolean {
  return 'check' in end && (end.check.outcome === 'passed' || end.check.outcome === 'flaky')
}

function isFailed(end: GateEnd | { readonly refused: string }): end is GateEnd {
  return 'check' in end && !end.isCutOff
}
