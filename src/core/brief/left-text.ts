import { HANDOFF_PART_CHARS } from '../events/report.ts'
import type { Handoff } from '../state/types/ladder-state.ts'
import { plainText } from '../text/plain-text.ts'
import type { LeftFacts } from './left-facts.ts'
import { bullets, oneLine } from './lines.ts'

/** The parts of the notes that an agent writes for the next agent, in the order in which they are read. */
export const HANDOFF_PARTS = {
  done: 'Done',
  pending: 'Still to do',
  decisions: 'Decided, and why',
  failing: 'Failing',
  next: 'Next step',
} as const satisfies Record<keyof Omit<Handoff, 'at' | 'incarnation'>, string>

/** Returns the parts of the notes that are not empty, each below its name. */
export function handoffText(handoff: Omit<Handoff, 'at' | 'incarnation'>): string {
  const parts = Object.entries(HANDOFF_PARTS).map(([part, name]) => {
    const said = plainText(handoff[part as keyof typeof HANDOFF_PARTS], HANDOFF_PART_CHARS, { lines: true }).trim()
    return said === '' ? '' : `${name}:\n${said.replaceAll(/^/gm, '| ')}`
  })
  return parts.filter(part => part !== '').join('\n')
}

const COMPARE =
  'It may have understood the task differently. Compare what is changed so far with the task, file by file, and undo the changes that do not belong to it before you go on.'

/** Returns czar's own facts about the work of the previous agent, one per line, or an empty text if there are none. */
export function leftText({ replacedFor, isMisunderstood, doing, check }: LeftFacts): string {
  return bullets([
    ...(replacedFor === null
      ? []
      : [`You take its place because of this: ${oneLine(replacedFor, 400)}. Correct that first, if it is still wrong.`]),
    ...(isMisunderstood ? [COMPARE] : []),
    ...(doing === null || doing === '' ? [] : [`Its last report of what it was doing: ${oneLine(doing, 300)}`]),
    ...(check === null ? [] : [sayCheck(check)]),
  ])
}

function sayCheck({ verdict, reasons, log }: NonNullable<LeftFacts['check']>): string {
  const why = reasons.slice(0, 3).map(reason => oneLine(reason, 200))
  const said = [`The last check of a claim ended "${verdict}"`, ...(why.length === 0 ? [] : [why.join(' ')])].join(': ')
  return log === null ? said : `${said}; whole output: ${log}`
}
