/** For this long after a report, the agent's busy children may be the report command itself. */
export const OWN_CALL_MS = 3_000
