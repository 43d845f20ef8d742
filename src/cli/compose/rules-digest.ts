declare const RULES_DIGEST: string | undefined

/**
 * A digest of this program's rules for computing the state from the journal. The build sets it. It is null if the program runs from its
 * sources.
 */
export const rulesDigest: string | null = typeof RULES_DIGEST === 'undefined' ? null : RULES_DIGEST
