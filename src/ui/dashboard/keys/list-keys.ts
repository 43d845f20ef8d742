import type { WorkerView } from '../../../core/views/status.ts'
import { visibleWorkers } from '../lines/rows.ts'
import type { Key, Step, Wish } from '../message.ts'
import { type Model, ORDERS, PANELS, selectedWorker } from '../model.ts'

/** Handles keys in the list of workers and in the detail view of one worker. They move the selection, open views and give commands. */
export function listKey(model: Model, key: Key): Step {
  const moved = move(model, key)
  if (moved !== null) return followScreen(moved)
  const looked = look(model, key)
  if (looked !== null) return looked
  const selected = selectedWorker(model)
  return selected === null ? [model, []] : act(model, selected, key)
}

function move(model: Model, { name, text }: Key): Model | null {
  const half = Math.max(1, Math.floor(model.size.rows / 2))
  const steps = MOVES[name === '' ? text : name]?.(half)
  if (steps === undefined) return null
  const visible = visibleWorkers(model)
  const at = visible.findIndex(([id]) => id === model.selected)
  const next = Math.max(0, Math.min(visible.length - 1, at + steps))
  return { ...model, selected: visible[next]?.[0] ?? model.selected }
}

const MOVES: Readonly<Record<string, (half: number) => number>> = {
  j: () => 1,
  down: () => 1,
  k: () => -1,
  up: () => -1,
  g: () => -Infinity,
  home: () => -Infinity,
  G: () => Infinity,
  end: () => Infinity,
  'ctrl-d': half => half,
  'page-down': half => half,
  'ctrl-u': half => -half,
  'page-up': half => -half,
}

/** Makes the detail view show the terminal of the selected worker. */
function followScreen(model: Model): Step {
  if (model.mode.kind !== 'detail') return [model, []]
  return [model, [{ kind: 'watch-screen', worker: model.selected }]]
}

function look(model: Model, { name, text }: Key): Step | null {
  switch (name === '' ? text : name) {
    case 'q':
      return [model, [{ kind: 'quit' }]]
    case '?':
      return [{ ...model, mode: { kind: 'help' } }, watchNobody(model)]
    case '/':
      return [{ ...model, mode: { kind: 'filter' } }, watchNobody(model)]
    case 'escape':
      return goBack(model)
    case 'enter':
      if (model.selected === null || model.mode.kind === 'detail') return [model, []]
      return followScreen({ ...model, mode: { kind: 'detail' } })
    case 'R':
      return model.view?.file_edit == null ? [model, []] : [{ ...model, mode: { kind: 'confirm-reload' } }, watchNobody(model)]
    case 's':
      return [{ ...model, order: after(ORDERS, model.order, 1) }, []]
    case 'tab':
      return [{ ...model, panel: after(PANELS, model.panel, 1) }, []]
    case 'back-tab':
      return [{ ...model, panel: after(PANELS, model.panel, -1) }, []]
    case 'm':
      return [{ ...model, mode: { kind: 'list' }, panel: 'messages' }, watchNobody(model)]
    default: {
      const panel = name === '' ? PANELS[Number(text) - 1] : undefined
      return panel === undefined ? null : [{ ...model, panel }, []]
    }
  }
}

/** Esc closes the detail view, or else removes the filter, or else leads back to the list of projects. */
function goBack(model: Model): Step {
  if (model.mode.kind === 'detail') return [{ ...model, mode: { kind: 'list' } }, watchNobody(model)]
  if (model.filter !== '') return [{ ...model, filter: '' }, []]
  return [model, model.isFromProjects ? [{ kind: 'back' }] : []]
}

function watchNobody({ mode }: Model): readonly Wish[] {
  return mode.kind === 'detail' ? [{ kind: 'watch-screen', worker: null }] : []
}

function after<Item>(items: readonly Item[], item: Item, steps: number): Item {
  return items[(items.indexOf(item) + steps + items.length) % items.length] as Item
}

function act(model: Model, [worker, view]: readonly [string, WorkerView], { name, text }: Key): Step {
  const perform = (verb: 'nudge' | 'verify' | 'pause' | 'resume'): Step => [model, [{ kind: 'perform', command: { verb, worker } }]]
  const write = (verb: 'tell' | 'answer'): Step => [{ ...model, mode: { kind: 'write', verb, worker, text: '' } }, watchNobody(model)]
  switch (name === '' ? text : '') {
    case 'a':
      return [model, [{ kind: 'attach', worker, readOnly: false }]]
    case 'A':
      return [model, [{ kind: 'attach', worker, readOnly: true }]]
    case 't':
      return write('tell')
    case 'y':
      return write('answer')
    case 'n':
      return perform('nudge')
    case 'v':
      return perform('verify')
    case 'p':
      return perform(view.paused ? 'resume' : 'pause')
    case 'r':
      return [{ ...model, mode: { kind: 'confirm', verb: 'restart', worker } }, watchNobody(model)]
    case 'd':
      return [model, [{ kind: 'diff', worker }]]
    case 'b':
      return offerTasks(model, worker)
    default:
      return [model, []]
  }
}

function offerTasks(model: Model, worker: string): Step {
  const tasks = (model.view?.queue ?? []).filter(task => task.state === 'waiting').map(task => task.id)
  if (tasks.length === 0) return [{ ...model, notice: { text: 'no bonus task waits in the queue', isTrouble: true } }, []]
  return [{ ...model, mode: { kind: 'assign', worker, tasks, at: 0 } }, watchNobody(model)]
}
