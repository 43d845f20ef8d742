import type { Key, Step } from '../message.ts'
import type { Mode, Model } from '../model.ts'

/** Handles a key while a question waits: `y` confirms, and any other key cancels. */
export function confirmKey(model: Model, { verb, worker }: Mode & { kind: 'confirm' }, { text }: Key): Step {
  return [{ ...model, mode: { kind: 'list' } }, text === 'y' ? [{ kind: 'perform', command: { verb, worker } }] : []]
}

/** Handles a key while the dashboard asks whether to load the project file: `y` loads it, and any other key does not. */
export function confirmReloadKey(model: Model, { text }: Key): Step {
  const command = { verb: 'reload' as const, digest: null, again: [] }
  return [{ ...model, mode: { kind: 'list' } }, text === 'y' ? [{ kind: 'perform', command }] : []]
}

/** Handles keys while the person chooses one of the waiting bonus tasks for a worker. */
export function pickTaskKey(model: Model, mode: Mode & { kind: 'assign' }, { name, text }: Key): Step {
  const { worker, tasks, at } = mode
  const turned = (steps: number): Step => [{ ...model, mode: { ...mode, at: (at + steps + tasks.length) % tasks.length } }, []]
  switch (name === '' ? text : name) {
    case 'tab':
    case 'right':
    case 'down':
    case 'j':
      return turned(1)
    case 'back-tab':
    case 'left':
    case 'up':
    case 'k':
      return turned(-1)
    case 'enter':
      return [{ ...model, mode: { kind: 'list' } }, [{ kind: 'perform', command: { verb: 'assign', worker, task: tasks[at] ?? '' } }]]
    default:
      return [{ ...model, mode: { kind: 'list' } }, []]
  }
}
