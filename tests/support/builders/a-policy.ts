import type { Policy } from '../../../src/core/model/policy/policy.ts'

/** The policy of a project file that sets nothing, except that no path is protected. */
export const aPolicy: Policy = {
  ackWithinMs: 180_000,
  idleAfterMs: 30_000,
  stuckAfterMs: 1_200_000,
  leaseMs: 1_800_000,
  nudges: 2,
  context: { handoffAt: 0.6 },
  restart: { max: 3, withinMs: 1_800_000, backoffMinMs: 10_000, backoffMaxMs: 300_000 },
  verify: { timeoutMs: 600_000, attempts: 3, weakened: 'reject', content: 'reject' },
  budget: { usd: null, tokens: null, timeMs: null, turns: null, softShare: 0.8 },
  protect: [],
  diskReserve: 500_000_000,
  quietHours: null,
  workersMay: [],
  permissions: { allow: [], otherwise: 'ask' },
}
