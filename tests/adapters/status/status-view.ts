import type { StatusView } from '../../../src/core/model/status.ts'

/** A view of a project without workers. */
export function statusView(changes: Partial<StatusView> = {}): StatusView {
  return {
    version: 1,
    project: 'gateway',
    updated_at: '2026-11-20T22:20:52.169Z',
    seq: 1,
    repo: '/repository',
    base: 'main',
    czar: { pid: 1, epoch: 1, state: 'supervising', heartbeat_at: '2026-11-20T22:20:52.169Z' },
    workers: {},
    queue: [],
    tasks: [],
    attention: [],
    ...changes,
  }
}
