import { launchLine } from '../model/gave-up.ts'
import type { State } from '../state/types/state.ts'
import { plainText } from '../text/plain-text.ts'

/** The longest hint. A path may have 4,096 characters, and a command names at most two paths. */
const HINT_CHARS = 10_000

/** Prepares a hint to be shown. People type it exactly as it is, so it is never cut. */
export function hintText(hint: string): string {
  return plainText(hint, HINT_CHARS)
}

/** Matches commands that need a running czar. launch, doctor, merge and pr do not need one. */
const TO_A_CZAR = /^czar (?!launch\b|doctor\b|merge\b|pr\b)/
const QUEUE_ADD = /^czar queue add FILE --id (\S+)/
const STOP_FIRST = /czar stop && |^czar stop {3}# /

/**
 * Changes the hint of an open item to fit what the fleet is doing. A fleet that is over takes no commands, and a launch begins the
 * unfinished work again.
 */
export function hintNow({ czar, project }: Pick<State, 'czar' | 'project'>, hint: string | null): string | null {
  if (hint === null || (czar.phase !== 'finished' && czar.phase !== 'stopped')) return hint
  const file = project?.file ?? 'FILE'
  const launch = launchLine({ file })
  const [, dropped] = QUEUE_ADD.exec(hint) ?? []
  // A fleet that is launched without other work would finish before a person could add the task.
  if (dropped !== undefined) return `take ${dropped} out of each \`after\` in ${file}, then: ${launch}`
  const goesOn = hint.replace(STOP_FIRST, '')
  return TO_A_CZAR.test(goesOn) ? `${launch}   # begins anew what failed or was stopped` : goesOn
}
