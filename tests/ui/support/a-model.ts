import type { StatusView, WorkerView } from '../../../src/core/views/status.ts'
import { emptyModel, type Model } from '../../../src/ui/dashboard/model.ts'
import { aTaskView, aView, aWorkerView } from '../../support/builders/a-view.ts'

export const NOW = Date.parse('2026-11-20T22:29:00.000Z')

/** A model with these workers. Everything else is as at the start. */
export function aModel(workers: Record<string, Partial<WorkerView>>, over: Partial<Model> = {}): Model {
  const views = Object.fromEntries(Object.entries(workers).map(([id, worker]) => [id, aWorkerView(worker)]))
  const model = emptyModel('gateway', { columns: 120, rows: 40 }, NOW)
  return { ...model, connection: { state: 'live' }, view: aView({ workers: views }), selected: Object.keys(workers)[0] ?? null, ...over }
}

/** A fleet in the middle of its work, with everything that a dashboard can show. */
export function aBusyView(): StatusView {
  const at = (minutesAgo: number) => new Date(NOW - minutesAgo * 60_000).toISOString()
  return aView({
    started_at: at(95),
    usage: { usd: 1.42, tokens: 913_000, turns: 12, is_partial: true },
    workers: {
      models: aWorkerView({
        health: 'done',
        since: at(31),
        reason: 'verified at 4be1f0aa',
        ahead: 3,
        branch: 'feat/models',
        pull_request: { number: 7, url: null },
        files: ['src/models/user.ts', 'src/models/order.ts'],
        last_commit: { sha: '4be1f0aa11', subject: 'Add the order model', at: at(33) },
        assignment: { id: 'models.1', task: 'models', kind: 'primary', state: 'verified', acknowledged: 'I build the models', attempts: 0 },
      }),
      api: aWorkerView({
        progress: { done: 3, total: 7, now: 'error mapping for 漢字 and 🙂' },
        since: at(4),
        ahead: 4,
        behind: 1,
        files: ['src/api/errors.ts', 'src/api/routes.ts'],
        dirty: 2,
        usage: { usd: 1.42, tokens: 913_000, context: 0.61, turns: 12, is_partial: false },
        unblocks: ['docs'],
        overlaps: [{ worker: 'web', files: ['src/api/routes.ts'] }],
        conflicts_with: [
          { task: 'web', kind: 'conflict', files: ['src/api/routes.ts'] },
          { task: null, kind: 'unknown', files: [] },
        ],
        in_common: [
          { fact: 'conflict', worker: 'web', task: 'web', files: ['src/api/routes.ts'] },
          { fact: 'unknown', worker: null, task: null, files: [] },
        ],
        last_commit: { sha: 'abcdef1234', subject: 'Map errors to status codes', at: at(2) },
      }),
      web: aWorkerView({
        health: 'stuck',
        since: at(22),
        reason: 'working, but nothing new for 22 min',
        attention: 'a dialog that nobody knows is on the screen: Do you trust the files in this folder?',
        branch: 'feat/web',
        pull_request: { number: 12, url: 'https://github.com/owner/gateway/pull/12' },
        overlaps: [{ worker: 'api', files: ['src/api/routes.ts'] }],
        conflicts_with: [{ task: 'api', kind: 'conflict', files: ['src/api/routes.ts'] }],
        in_common: [{ fact: 'conflict', worker: 'api', task: 'api', files: ['src/api/routes.ts'] }],
        assignment: { id: 'web.1', task: 'web', kind: 'primary', state: 'acknowledged', acknowledged: 'I build the page', attempts: 1 },
      }),
      docs: aWorkerView({
        health: 'waiting',
        since: at(60),
        reason: 'waits for api',
        waiting_for: ['api'],
        branch: 'feat/docs',
        assignment: null,
      }),
    },
    tasks: [
      aTaskView('models', { state: 'verified', verified_commit: '4be1f0aa11223344' }),
      aTaskView('api', { after: ['models'] }),
      aTaskView('web'),
      aTaskView('docs', { state: 'waiting', worker: null, after: ['api'] }),
      aTaskView('api_bench', { kind: 'bonus', state: 'waiting', worker: null, after: ['api'] }),
    ],
    queue: [aTaskView('api_bench', { kind: 'bonus', state: 'waiting', worker: null, after: ['api'] })],
    attention: [
      {
        key: 'dialog:web',
        worker: 'web',
        text: 'a dialog that nobody knows is on the screen: Do you trust the files in this folder?',
        hint: 'czar attach web',
        since: at(21),
      },
    ],
  })
}
