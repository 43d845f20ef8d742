import type { Journaled } from '../../core/events/event.ts'
import { steadyText } from '../text/steady-text.ts'
import { isTerminalAlert } from './flashing.ts'
import { confirmKey, confirmReloadKey, pickTaskKey } from './keys/answer-keys.ts'
import { listKey } from './keys/list-keys.ts'
import { filterKey, writeKey } from './keys/typing-keys.ts'
import { visibleWorkers } from './lines/rows.ts'
import type { Key, Message, Step } from './message.ts'
import { EVENTS_KEPT, type Mode, type Model } from './model.ts'

/**
 * The only function that changes the dashboard's model. It takes a message, and returns the next model and the actions to perform. It has
 * no side effects itself.
 */
export function update(model: Model, message: Message): Step {
  switch (message.kind) {
    case 'key':
      return pressKeys(model, message.key)
    case 'pasted':
      return isTyping(model.mode) ? pressKeys(model, { name: '', text: message.text }) : [model, []]
    case 'view':
      return keepSelection([{ ...model, view: message.view, now: Math.max(model.now, Date.parse(message.view.updated_at)) }, []])
    case 'events':
      return hearAlerts({ ...model, events: [...model.events, ...message.events].slice(-EVENTS_KEPT) }, message.events)
    case 'screen':
      return [{ ...model, screen: message.screen }, []]
    case 'connection':
      return [{ ...model, connection: message.connection }, []]
    case 'answer':
      return [{ ...model, notice: { ...message.notice, text: steadyText(message.notice.text) } }, []]
    case 'resized':
      return [{ ...model, size: message.size }, []]
    case 'tick':
      return [{ ...model, now: message.now }, []]
  }
}

/** Decides whether the dashboard rings. */
function hearAlerts(model: Model, events: readonly Journaled[]): Step {
  const alert = events.findLast(event => event.at >= model.openedAt && isTerminalAlert(event))
  return alert === undefined ? [model, []] : [{ ...model, alertedAt: Math.max(alert.at, model.now) }, [{ kind: 'ring' }]]
}

function isTyping({ kind }: Mode): boolean {
  return kind === 'write' || kind === 'filter'
}

/**
 * Handles keys that were typed so fast that they arrive as one message. They are handled one after the other, because a key may change the
 * meaning of the following key.
 */
function pressKeys(model: Model, key: Key): Step {
  const [first = '', ...rest] = isTyping(model.mode) ? [key.text] : key.text
  const [next, wishes] = keepSelection(pressKey(model, { ...key, text: first }))
  if (rest.length === 0) return [next, wishes]
  const [last, more] = pressKeys(next, { name: '', text: rest.join('') })
  return [last, [...wishes, ...more]]
}

function pressKey(before: Model, key: Key): Step {
  if (key.name === 'ctrl-c') return [before, [{ kind: 'quit' }]]
  const model: Model = { ...before, notice: null }
  switch (model.mode.kind) {
    case 'list':
    case 'detail':
      return listKey(model, key)
    case 'help':
      return [{ ...model, mode: { kind: 'list' } }, []]
    case 'filter':
      return filterKey(model, key)
    case 'write':
      return writeKey(model, model.mode, key)
    case 'confirm-reload':
      return confirmReloadKey(model, key)
    case 'confirm':
      return confirmKey(model, model.mode, key)
    case 'assign':
      return pickTaskKey(model, model.mode, key)
  }
}

/** Keeps the selection on the same worker. If that worker is not visible any more, the first visible worker is selected. */
function keepSelection([model, wishes]: Step): Step {
  const visible = visibleWorkers(model)
  const isThere = visible.some(([id]) => id === model.selected)
  return isThere ? [model, wishes] : [{ ...model, selected: visible[0]?.[0] ?? null }, wishes]
}
