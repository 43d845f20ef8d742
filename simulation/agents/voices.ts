import type { Random } from '../random.ts'
import { CHORES, ENDINGS, OPENINGS, PHRASES } from './phrases.ts'

/** What an agent says about its work: a description of its task, and a first line for each commit and report. */
export interface Voice {
  readonly restatement: string
  readonly subject: () => string
}

/** Whether the words are about the task (right) or about something similar (near). */
export type Speaks = 'right' | 'near'

/** The agent's own words for a task of this area. A third of the commit messages do not say what they are about. */
export function voiceFor(random: Random, area: string, speaks: Speaks): Voice {
  const phrases = PHRASES[area.replace(/\d+$/, '')]
  if (phrases === undefined) throw new Error(`nobody knows how to speak of ${area}`)
  const core = random.pick(phrases[speaks])
  const subjects = speaks === 'right' ? phrases.doing : phrases.doingNear
  return {
    restatement: `${random.pick(OPENINGS)}${core}${random.pick(ENDINGS)}`,
    subject: () => (random.chance(1 / 3) ? random.pick(CHORES) : random.pick(subjects)),
  }
}
