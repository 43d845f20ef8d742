import type { StatusView, TaskView, WorkerView } from '../../../src/core/views/status.ts'

/** The status of a worker in the middle of its work. */
export function aWorkerView(over: Partial<WorkerView> = {}): WorkerView {
  return {
    health: 'working',
    since: '2026-11-20T22:28:00.000Z',
    reason: 'a turn runs',
    agent: 'claude',
    session: 'gateway-worker-api',
    incarnation: 1,
    assignment: { id: 'a1', task: 'api', kind: 'primary', state: 'acknowledged', acknowledged: 'I will build it', attempts: 0 },
    progress: null,
    branch: 'feat/api',
    worktree: '/worktrees/api',
    start_commit: '5'.repeat(40),
    ahead: 0,
    behind: 0,
    files: [],
    dirty: 0,
    last_commit: null,
    pull_request: null,
    overlaps: [],
    in_common: [],
    duplicate_of: null,
    conflicts_with: [],
    waiting_for: [],
    unblocks: [],
    restarts: 0,
    usage: { usd: null, tokens: null, context: null, turns: 0, is_partial: false },
    held: null,
    paused: false,
    attention: null,
    ...over,
  }
}

export function aTaskView(id: string, over: Partial<TaskView> = {}): TaskView {
  return {
    id,
    kind: 'primary',
    state: 'assigned',
    worker: id,
    reserved_for: null,
    after: [],
    priority: 0,
    added: false,
    earlier: [],
    lease: null,
    doubt: null,
    remarks: [],
    branch: null,
    verified_commit: null,
    proven_by: null,
    attempts: 0,
    duration_ms: null,
    ...over,
  }
}

export function aView(over: Partial<StatusView> = {}): StatusView {
  return {
    version: 1,
    project: 'gateway',
    started_at: '2026-11-20T22:20:00.000Z',
    updated_at: '2026-11-20T22:29:00.000Z',
    seq: 0,
    journal: null,
    file: '/repo/czar.yaml',
    repo: '/repo',
    base: 'main',
    czar: { pid: 1, epoch: 1, state: 'supervising', heartbeat_at: '2026-11-20T22:25:00.000Z' },
    usage: { usd: null, tokens: null, turns: 0, is_partial: false },
    workers: { api: aWorkerView() },
    queue: [],
    tasks: [aTaskView('api')],
    counts: null,
    estimate: null,
    train: null,
    reviews: [],
    duplicates: [],
    conflicts: [],
    pull_requests: [],
    attention: [],
    alerts: [],
    programs: [],
    ...over,
  }
}
