declare const RULES_DIGEST: string | undefined

/** Identifies this program's rules for folding a journal; set by the build. null: it runs from its sources. */
export const rulesDigest: string | null = typeof RULES_DIGEST === 'undefined' ? null : RULES_DIGEST
