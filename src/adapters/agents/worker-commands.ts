/** The commands of `czar` that every worker may use without asking for permission. Czar itself refuses `spawn` without `policy.spawn`. */
export const CZAR_VERBS = ['report', 'handoff', 'say', 'peers', 'inbox', 'results', 'spawn', 'wait', '--help'] as const
