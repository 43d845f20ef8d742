/** If a child process of the agent is busy within this time after a report, it may be the report command itself. */
export const OWN_CALL_MS = 3_000
