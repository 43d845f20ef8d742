import type { Size } from '../model.ts'
import { cell, fitLine, type Line, line, segment } from './line.ts'

const HELP: readonly (readonly [string, string])[] = [
  ['j k, arrows', 'next, previous worker; g G first and last, Ctrl-d Ctrl-u half a page'],
  ['/', 'find: words in worker, health, task, branch or reason; Esc shows all'],
  ['s', 'sort by urgency, in groups by health, or as in the project file'],
  ['tab, 1-4', 'panel below: attention, queue, events, messages'],
  ['enter', 'one worker in detail, with the live end of its terminal; Esc back'],
  ['a', "attach to the worker's terminal; F12 or Ctrl-b d comes back here"],
  ['A', 'attach read-only: look, without a key getting through'],
  ['t', 'tell: write a text to the worker; it gets it at the end of its turn'],
  ['y', 'answer: a text for its question, yes or no for the permission it asks for'],
  ['n', 'nudge: ask the worker how it stands'],
  ['b', 'bonus: give it a task from the queue'],
  ['p', 'pause: the czar stops acting on this worker; p again ends the pause'],
  ['r', 'restart the agent, after y'],
  ['R', 'load the changed project file, after y'],
  ['v', "verify: check the worker's work now"],
  ['d', 'diff: its work since the start, in $PAGER'],
  ['m', 'messages to and from the worker'],
  ['esc', 'back: from the detail, from a filter, and to the list of projects'],
  ['q', 'quit; the fleet goes on'],
]

/** Lists all keys and what they do. */
export function help({ columns, rows }: Size): readonly Line[] {
  const lines = HELP.map(([keys, what]): Line => fitLine([segment(cell(keys, 13), 'strong'), segment(what)], columns))
  return lines.length <= rows ? lines : [...lines.slice(0, rows - 1), line('...', 'faint')]
}
