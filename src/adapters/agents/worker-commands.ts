/** The verbs of `czar` that every worker may use without a permission prompt. */
export const CZAR_VERBS = ['report', 'handoff', 'say', 'peers', 'inbox', 'results', '--help'] as const
