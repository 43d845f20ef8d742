import { memoizeByObject } from '../engine/cache/memoize-by-object.ts'
import type { Work } from './confusion.ts'
import { vocabularyOf } from './vocabulary.ts'

/** The vocabulary of a task: its text, its name, the places it owns and the commands that prove it. */
export const taskWords = memoizeByObject((task: Work['task']) =>
  vocabularyOf([task.id, task.text.text, ...task.owns, ...task.accept].join('\n')),
)
