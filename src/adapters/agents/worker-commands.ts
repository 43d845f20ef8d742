/** What every worker must be able to do without a question: say how it stands, and keep its work in git. */
export const CZAR_VERBS = ['report', 'handoff', 'say', 'peers', 'inbox', 'results', '--help'] as const
export const GIT_VERBS = ['add', 'commit', 'status', 'diff', 'log', 'mv', 'rm', 'restore', 'merge --no-edit'] as const
