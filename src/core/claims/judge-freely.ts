import type { ProofFinding } from './finding.ts'

type Policy = 'reject' | 'flag'

export interface FreeFindings {
  /** Reasons against the work itself, as `judgeWork` finds them. */
  readonly reasons: readonly string[]
  /** Tests and other checks that are weaker than before. */
  readonly weakening: readonly ProofFinding[]
  /** Content that should not be merged. */
  readonly unwanted: readonly ProofFinding[]
}

export interface FreeVerdict {
  readonly verdict: 'verified' | 'rejected'
  readonly reasons: readonly string[]
  readonly flags: readonly string[]
}

/** Returns the result of all checks that run no command. It has all reasons together, so that the worker can correct everything at once. */
export function judgeFreely(
  { reasons: before, weakening, unwanted }: FreeFindings,
  { weakened, content }: { readonly weakened: Policy; readonly content: Policy },
): FreeVerdict {
  const reasons = [
    ...before,
    ...refusedBy(weakened, weakening).map(({ text }) => `Your proof is weaker than before: ${text}.`),
    ...refusedBy(content, unwanted).map(({ text }) => `Your commits contain changes that should not be merged: ${text}. Undo them.`),
  ]
  return { verdict: reasons.length > 0 ? 'rejected' : 'verified', reasons, flags: [...weakening, ...unwanted].map(({ text }) => text) }
}

/** Returns the result of the commands that ran once more with the earlier version of the check. */
export function judgeTrials(findings: readonly ProofFinding[], weakened: Policy): FreeVerdict {
  const reasons = refusedBy(weakened, findings).map(
    ({ text }) => `Your proof is weaker than before: ${text}. Restore the check as it was, and make your work pass it.`,
  )
  return { verdict: reasons.length > 0 ? 'rejected' : 'verified', reasons, flags: findings.map(({ text }) => text) }
}

function refusedBy(policy: Policy, findings: readonly ProofFinding[]): readonly ProofFinding[] {
  return policy === 'flag' ? [] : findings.filter(({ rejects }) => rejects)
}
