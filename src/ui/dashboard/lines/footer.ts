import type { WorkerView } from '../../../core/views/status.ts'
import { type Model, selectedWorker } from '../model.ts'
import { fitLine, type Line, line, segment } from './line.ts'

type Pair = readonly [key: string, what: string]

/** The keys for the footer. The keys that are most useful in the selected worker's state come first. */
function listKeys(worker: WorkerView | null, isFromProjects: boolean): readonly Pair[] {
  const back: readonly Pair[] = isFromProjects ? [['esc', 'projects']] : []
  return [...back, ['enter', 'detail'], ...workerKeys(worker), ['tab', 'panel'], ['/', 'find'], ...ALWAYS]
}

function detailKeys(worker: WorkerView | null): readonly Pair[] {
  return [['esc', 'back'], ...workerKeys(worker), ['d', 'diff'], ...ALWAYS]
}

const ALWAYS: readonly Pair[] = [
  ['q', 'quit'],
  ['?', 'help'],
]

function workerKeys(worker: WorkerView | null): readonly Pair[] {
  if (worker === null) return []
  const { health, asksSomething, hasAgent, paused } = situationOf(worker)
  if (health === 'done') return [['d', 'diff'], ...(hasAgent ? TALK : []), ['b', 'bonus'], ['v', 'verify']]
  const asks: readonly Pair[] = asksSomething ? [['y', 'answer']] : []
  const trouble: readonly Pair[] = TROUBLED.includes(health) ? [['r', 'restart']] : []
  const resume: readonly Pair[] = [['p', paused ? 'go on' : 'pause']]
  if (!hasAgent) return [...trouble, ...resume]
  return [...asks, ...(paused ? resume : []), ...TALK, ...trouble, ['n', 'nudge'], ['v', 'verify'], ...(paused ? [] : resume)]
}

const TALK: readonly Pair[] = [
  ['a', 'attach'],
  ['t', 'tell'],
]
const TROUBLED: readonly WorkerView['health'][] = ['crashed', 'stuck', 'confused', 'quiet', 'idle', 'over']
/** The health of a worker that has no agent and waits for its first or next start. */
const WITHOUT_AGENT: readonly WorkerView['health'][] = ['crashed', 'over']

function situationOf({ health, reason, attention, assignment, incarnation, paused }: WorkerView) {
  const words = `${reason} ${attention ?? ''}`
  const waitsAtWork = assignment !== null && (health === 'waiting' || attention !== null)
  return {
    health,
    paused,
    asksSomething: waitsAtWork && /\b(?:asks|answer|permission|blocked)\b/.test(words),
    hasAgent: incarnation > 0 && !WITHOUT_AGENT.includes(health) && (assignment !== null || health !== 'waiting'),
  }
}

/** The footer, which is one row. It shows the text that is being typed, the answer to the last command, or the keys. */
export function footer(model: Model): Line {
  return fitLine(content(model), model.size.columns)
}

function content(model: Model): Line {
  const { mode, notice, filter, size } = model
  switch (mode.kind) {
    case 'write':
      return typed(`${mode.verb} ${mode.worker}: `, mode.text, size.columns)
    case 'filter':
      return typed('/', filter, size.columns)
    case 'confirm':
      return [segment(`${mode.verb} ${mode.worker}? `, 'warn'), segment('y', 'strong'), segment(' yes, any other key no', 'faint')]
    case 'confirm-reload':
      return [segment('load the project file as it is now? ', 'warn'), segment('y', 'strong'), segment(' yes, any other key no', 'faint')]
    case 'assign':
      return [
        segment(`bonus task for ${mode.worker}: `, 'strong'),
        ...mode.tasks.flatMap((task, index) => [
          segment(index === mode.at ? `[${task}]` : ` ${task} `, index === mode.at ? 'strong' : 'plain'),
        ]),
        segment('  tab next, enter gives it, esc none', 'faint'),
      ]
    default:
      if (notice !== null) return line(notice.text, notice.isTrouble ? 'bad' : 'good')
      return keyLine(keysOf(model), size.columns)
  }
}

function keysOf(model: Model): readonly Pair[] {
  const [, worker] = selectedWorker(model) ?? [null, null]
  if (model.mode.kind === 'help') return [['any key', 'back']]
  return model.mode.kind === 'detail' ? detailKeys(worker) : listKeys(worker, model.isFromProjects && model.filter === '')
}

/** As many keys as fit, from the beginning of the list, and always the last two: quit and help. */
function keyLine(keys: readonly Pair[], columns: number): Line {
  const width = (pairs: readonly Pair[]) => pairs.reduce((sum, [key, what]) => sum + key.length + what.length + 3, 0)
  const shown = [...keys]
  while (shown.length > ALWAYS.length && width(shown) > columns) shown.splice(-ALWAYS.length - 1, 1)
  return shown.flatMap(([key, what]) => [segment(key, 'strong'), segment(` ${what}  `, 'faint')])
}

// Of a long text the end is shown, because the person types there.
function typed(label: string, text: string, columns: number): Line {
  const room = columns - label.length - 1
  const characters = [...text]
  return [segment(label, 'strong'), segment(characters.slice(-Math.max(1, room)).join('')), segment('▏', 'faint')]
}
