declare const RULES_DIGEST: string | undefined

/** Tells what this program makes of a journal from what any other does; the build gives it. null: it runs from its sources. */
export const rulesDigest: string | null = typeof RULES_DIGEST === 'undefined' ? null : RULES_DIGEST
