import { serveApi } from '../../src/api/serve-api.ts'
import type { Journaled } from '../../src/core/events/event.ts'
import type { StatusView, WorkerView } from '../../src/core/views/status.ts'
import { aTaskView, aView, aWorkerView } from '../../tests/support/builders/a-view.ts'

export interface BusyCzar {
  /** Lets one worker report progress. Returns the time of the report, in ms since the epoch. */
  report(): number
  close(): Promise<void>
}

/** Serves the API of a czar with this many workers, of which one after the other reports progress. */
export async function serveBusyCzar(socketPath: string, workers: number): Promise<BusyCzar> {
  const views: Record<string, WorkerView> = {}
  for (let index = 0; index < workers; index++) views[`w${index}`] = aWorker(index, 0)
  const tasks = Object.keys(views).map(id => aTaskView(id))
  const events: Journaled[] = []
  const listeners = new Set<(events: readonly Journaled[]) => void>()
  let view: StatusView = aView({ workers: views, tasks })
  const api = await serveApi(
    {
      attend: () => () => {},
      view: () => view,
      perform: async () => ({ ok: true, message: 'done' }),
      eventsAfter: (seq, limit) => events.slice(seq, seq + limit),
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      watchScreen: () => () => {},
      results: () => ({ version: 1, project: 'gateway', results: [] }),
      result: () => null,
    },
    { socketPath },
  )
  return {
    report() {
      const at = Date.now()
      const seq = events.length + 1
      const index = seq % workers
      const text = `step ${seq}`
      const report = { number: seq, kind: 'progress', text, plan: [], done: seq, total: 999 }
      const event = { kind: 'report.received', worker: `w${index}`, report, seq, at } as unknown as Journaled
      events.push(event)
      view = { ...view, seq, updated_at: new Date(at).toISOString(), workers: { ...view.workers, [`w${index}`]: aWorker(index, seq) } }
      for (const listener of listeners) listener([event])
      return at
    },
    close: () => api.close(),
  }
}

function aWorker(index: number, step: number): WorkerView {
  return aWorkerView({
    branch: `feat/w${index}`,
    ahead: index % 5,
    files: [`src/w${index}/a.ts`],
    progress: { done: step, total: 999, now: `step ${step}` },
    assignment: { id: `w${index}.1`, task: `w${index}`, kind: 'primary', state: 'acknowledged', acknowledged: 'yes', attempts: 0 },
  })
}
