import type { ProofFinding } from '../../../core/claims/finding.ts'
import { findChangedGates } from '../../../core/claims/gates/find-changed-gates.ts'
import { gateFolders } from '../../../core/claims/gates/gate-words.ts'
import { findWeakenedTests } from '../../../core/claims/weakened-tests/find-weakened-tests.ts'
import type { Hands } from '../../hands.ts'
import type { ClaimedChanges } from './claimed-changes.ts'
import { type Gates, readScripts } from './read-scripts.ts'

/** Judges by rules whether the claimed commits weaken tests or gates (accept commands). */
export async function findWeakening(
  { git }: Hands,
  { commands, scripts: before }: Gates,
  { commit, changes, isGiven }: ClaimedChanges,
): Promise<readonly ProofFinding[]> {
  const after = await readScripts(git, commit, gateFolders(commands))
  return [...findChangedGates({ commands, changes, before, after, isGiven }), ...findWeakenedTests(changes, isGiven)]
}
