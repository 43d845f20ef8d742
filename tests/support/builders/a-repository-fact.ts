import type { ProvenFact } from '../../../src/core/history/proven-facts.ts'
import type { RepositoryFact } from '../../../src/core/model/facts/repository-fact.ts'

export function aRepositoryFact(over: Partial<RepositoryFact> = {}): RepositoryFact {
  return {
    id: 12,
    text: 'tests of src/db need the emulator',
    project: 'gateway',
    task: 'api',
    worker: 'api',
    commit: 'c0ffee0123456789c0ffee0123456789c0ffee01',
    confirmedAt: Date.UTC(2026, 10, 20),
    day: '2026-11-20',
    ...over,
  }
}

export function aProvenFact(over: Partial<ProvenFact> = {}): ProvenFact {
  return {
    project: 'gateway',
    repository: '/code/gateway',
    launchedAt: 1_000,
    assignment: 'api.1',
    number: 0,
    task: 'api',
    worker: 'api',
    commit: 'c0ffee',
    text: 'tests of src/db need the emulator',
    contradicts: null,
    provenAt: 600_000,
    ...over,
  }
}
