import { launchLine } from '../model/gave-up.ts'
import type { State } from '../state/types/state.ts'
import { plainText } from '../text/plain-text.ts'

/** A path may have 4,096 characters, and a command names two at most. */
const HINT_CHARS = 10_000

/** A hint as it is shown everywhere: it is typed as it stands, so it is never cut. */
export function hintText(hint: string): string {
  return plainText(hint, HINT_CHARS)
}

/** These two need no czar. */
const TO_A_CZAR = /^czar (?!launch\b|doctor\b)/
const QUEUE_ADD = /^czar queue add FILE --id (\S+)/
const STOP_FIRST = /czar stop && |^czar stop {3}# /

/** The hint of an open matter as it helps now: no czar takes a command once the fleet is over, and a launch begins anew what is left. */
export function hintNow({ czar, project }: Pick<State, 'czar' | 'project'>, hint: string | null): string | null {
  if (hint === null || (czar.phase !== 'finished' && czar.phase !== 'stopped')) return hint
  const file = project?.file ?? 'FILE'
  const launch = launchLine({ file })
  const [, dropped] = QUEUE_ADD.exec(hint) ?? []
  // A fleet of which nothing else is left is over again before a task could be added.
  if (dropped !== undefined) return `take ${dropped} out of each \`after\` in ${file}, then: ${launch}`
  const goesOn = hint.replace(STOP_FIRST, '')
  return TO_A_CZAR.test(goesOn) ? `${launch}   # begins anew what failed or was stopped` : goesOn
}
