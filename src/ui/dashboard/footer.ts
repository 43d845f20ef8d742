import { fitLine, type Line, line, segment } from './line.ts'
import type { Mode, Model } from './model.ts'

const KEYS: Record<Exclude<Mode['kind'], 'write' | 'confirm' | 'assign' | 'filter'>, readonly (readonly [string, string])[]> = {
  list: [
    ['enter', 'detail'],
    ['a', 'attach'],
    ['t', 'tell'],
    ['n', 'nudge'],
    ['v', 'verify'],
    ['tab', 'panel'],
    ['/', 'find'],
    ['q', 'quit'],
    ['?', 'help'],
  ],
  detail: [
    ['esc', 'back'],
    ['a', 'attach'],
    ['t', 'tell'],
    ['y', 'answer'],
    ['n', 'nudge'],
    ['d', 'diff'],
    ['r', 'restart'],
    ['v', 'verify'],
    ['q', 'quit'],
    ['?', 'help'],
  ],
  help: [['any key', 'back']],
}

/** One row: what is being typed, the answer to the last command, or the keys. */
export function footer(model: Model): Line {
  return fitLine(content(model), model.size.columns)
}

function content({ mode, notice, filter, size }: Model): Line {
  switch (mode.kind) {
    case 'write':
      return typed(`${mode.verb} ${mode.worker}: `, mode.text, size.columns)
    case 'filter':
      return typed('/', filter, size.columns)
    case 'confirm':
      return [segment(`${mode.verb} ${mode.worker}? `, 'warn'), segment('y', 'strong'), segment(' yes, any other key no', 'faint')]
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
      return keyLine(KEYS[mode.kind], size.columns)
  }
}

/** The first keys that fit, and always the last, which leads to all others. */
function keyLine(keys: readonly (readonly [string, string])[], columns: number): Line {
  const width = (pairs: typeof keys) => pairs.reduce((sum, [key, what]) => sum + key.length + what.length + 3, 0)
  const shown = [...keys]
  while (shown.length > 1 && width(shown) > columns) shown.splice(-2, 1)
  return shown.flatMap(([key, what]) => [segment(key, 'strong'), segment(` ${what}  `, 'faint')])
}

// The end of a long text is what is being typed.
function typed(label: string, text: string, columns: number): Line {
  const room = columns - label.length - 1
  const characters = [...text]
  return [segment(label, 'strong'), segment(characters.slice(-Math.max(1, room)).join('')), segment('▏', 'faint')]
}
