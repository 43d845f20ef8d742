import type { Alert } from '../../../src/core/model/alert.ts'

/** An alert about one question of one worker. */
export function anAlert(over: Partial<Alert> = {}): Alert {
  return {
    id: 'gateway:alert:webhook:7',
    project: 'gateway',
    kind: 'attention',
    title: 'gateway: api needs a person',
    text: 'api is blocked: Which port?\n  next: czar tell api "…"',
    matters: [{ key: 'question:api', worker: 'api', text: 'api is blocked: Which port?', hint: 'czar tell api "…"', since: 0 }],
    ...over,
  }
}
