import { memoizeByObject } from '../engine/cache/memoize-by-object.ts'
import type { Work } from './confusion.ts'
import { vocabularyOf } from './vocabulary.ts'

/** The words that belong to a task: those of its text and its name, of the files that it owns, and of the commands that prove it. */
export const taskWords = memoizeByObject((task: Work['task']) =>
  vocabularyOf([task.id, task.text.text, ...task.owns, ...task.accept].join('\n')),
)
