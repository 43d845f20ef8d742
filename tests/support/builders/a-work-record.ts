import type { WorkRecord } from '../../../src/core/history/work-record.ts'

export function aWorkRecord(over: Partial<WorkRecord> = {}): WorkRecord {
  return {
    project: 'gateway',
    repository: '/code/gateway',
    launchedAt: 1_000,
    assignment: 'a1',
    task: 'api',
    kind: 'primary',
    worker: 'api',
    agent: 'claude',
    model: null,
    role: null,
    owns: ['src/api/**'],
    textLength: 200,
    result: 'proven',
    claims: 1,
    rightFirst: true,
    sentBack: [],
    startedAt: 2_000,
    endedAt: 602_000,
    workedMs: 500_000,
    usd: 0.5,
    tokens: 90_000,
    ...over,
  }
}
