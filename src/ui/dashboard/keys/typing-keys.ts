import { steadyText } from '../../text/steady-text.ts'
import type { Key, Step } from '../message.ts'
import type { Mode, Model } from '../model.ts'

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Handles keys while the person types a filter. The filter applies at once. Enter keeps it, and Esc removes it. */
export function filterKey(model: Model, key: Key): Step {
  switch (key.name) {
    case 'enter':
      return [{ ...model, mode: { kind: 'list' } }, []]
    case 'escape':
      return [{ ...model, mode: { kind: 'list' }, filter: '' }, []]
    default:
      return [{ ...model, filter: edited(model.filter, key) }, []]
  }
}

/** Handles keys while the person types a text to a worker. */
export function writeKey(model: Model, mode: Mode & { kind: 'write' }, key: Key): Step {
  switch (key.name) {
    case 'enter': {
      const text = mode.text.trim()
      const wishes = text === '' ? [] : [{ kind: 'perform', command: { verb: mode.verb, worker: mode.worker, text } } as const]
      return [{ ...model, mode: { kind: 'list' } }, wishes]
    }
    case 'escape':
      return [{ ...model, mode: { kind: 'list' } }, []]
    default:
      return [{ ...model, mode: { ...mode, text: edited(mode.text, key) } }, []]
  }
}

function edited(text: string, key: Key): string {
  if (key.name === 'backspace')
    return [...graphemes.segment(text)]
      .slice(0, -1)
      .map(part => part.segment)
      .join('')
  if (key.name === 'ctrl-u') return ''
  return key.name === '' ? text + steadyText(key.text, 10_000) : text
}
