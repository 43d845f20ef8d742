/** For this long after a report, a busy child process of the agent may be the report command itself. */
export const OWN_CALL_MS = 3_000
