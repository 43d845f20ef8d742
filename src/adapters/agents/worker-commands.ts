/** The commands of `czar` that every worker may use without asking for permission. */
export const CZAR_VERBS = ['report', 'handoff', 'say', 'peers', 'inbox', 'results', '--help'] as const
