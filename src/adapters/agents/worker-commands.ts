/** The verbs of czar that every worker needs without a question, to say how it stands. */
export const CZAR_VERBS = ['report', 'handoff', 'say', 'peers', 'inbox', 'results', '--help'] as const
