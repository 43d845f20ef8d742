/** The czar verbs that every worker may run without a permission prompt. */
export const CZAR_VERBS = ['report', 'handoff', 'say', 'peers', 'inbox', 'results', '--help'] as const
