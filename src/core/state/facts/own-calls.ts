/** A report is written by a program of the czar's own, which the agent starts: so long after one the agent's children may be busy with that. */
export const OWN_CALL_MS = 3_000
