declare const RULES_DIGEST: string | undefined

/** Identifies this program's rules for folding a journal. The build sets it; null: the program runs from its sources. */
export const rulesDigest: string | null = typeof RULES_DIGEST === 'undefined' ? null : RULES_DIGEST
