import type { Event } from '../../core/model/event.ts'
import type { WorkerId } from '../../core/model/ids.ts'
import { plainText } from '../../core/model/plain-text.ts'
import type { State } from '../../core/model/state.ts'
import { errorIn } from '../../core/policy/health/error-text.ts'
import type { Hands } from '../hands.ts'

export interface TroubleEye {
  /** To be called with what was journalled. */
  readonly onEvents: (events: readonly Event[]) => void
}

/** So much of what has scrolled away is counted too. */
const HISTORY_LINES = 200
const TEXT_CHARS = 300
/** By so many letters of its beginning or its end a text is known. */
const PART_CHARS = 60

interface Remembered {
  readonly incarnation: number
  readonly counts: ReadonlyMap<string, number>
}

interface Shown {
  readonly error: string
  /** Its letters, and those of the column that it stands in. */
  readonly words: readonly string[]
}

/** So much of a line must be of one column, for the rest to be another's. */
const COLUMN_SHARE = 0.8

type Given = Pick<Extract<Event, { kind: 'message.submitted' }>, 'worker' | 'message'>

/**
 * Tells the error that a turn left behind on the screen: one that was not there when the turn before it ended. Claude
 * Code 2.1.197 shows what it was given whole: a brief that speaks of failing commands, or the log of a rejected check,
 * is no error of the turn.
 */
export function createTroubleEye(hands: Hands, state: () => State, observe: (...events: readonly Event[]) => void): TroubleEye {
  const remembered = new Map<WorkerId, Remembered>()
  /** What was given, and was not to be seen in any look yet: a turn may end, or one before it, sooner than a text is drawn. */
  let given: readonly Given[] = []

  function onEvents(events: readonly Event[]): void {
    for (const event of events) {
      if (event.kind === 'agent.started') {
        remembered.set(event.worker, { incarnation: event.incarnation, counts: new Map() })
        given = given.filter(({ worker }) => worker !== event.worker)
      }
      if (event.kind === 'message.submitted') given = [...given, event]
      if (event.kind === 'agent.turn' && event.turn === 'idle') void look(event.worker, event.incarnation).catch(unread(event.worker))
    }
  }

  function unread(worker: WorkerId) {
    return (error: unknown) => hands.log.info({ error: String(error), worker }, 'what was given to a worker could not be read')
  }

  async function look(worker: WorkerId, incarnation: number): Promise<void> {
    const agent = state().workers[worker]?.agent ?? null
    if (agent === null || agent.exit !== null || agent.incarnation !== incarnation) return
    const screen = await hands.terminal.capture(agent.pane, HISTORY_LINES).catch(() => null)
    if (screen === null) return
    const errors = screen.split('\n').flatMap(line => errorOf(plainText(line, TEXT_CHARS)) ?? [])
    const counts = new Map([...Map.groupBy(errors, ({ error }) => error)].map(([error, found]) => [error, found.length]))
    const before = remembered.get(worker)
    remembered.set(worker, { incarnation, counts })
    const texts = takeTexts(worker, flat(screen))
    // After a restart of the czar nobody knows what is new.
    if (before?.incarnation !== incarnation) return
    const known = ({ error, words }: Shown) =>
      (before.counts.get(error) ?? 0) + texts.filter(text => words.some(each => text.includes(each))).length
    const fresh = errors.findLast(shown => (counts.get(shown.error) ?? 0) > known(shown))
    if (fresh !== undefined) observe({ kind: 'agent.trouble', worker, incarnation, text: fresh.error })
  }

  function takeTexts(worker: WorkerId, screen: string): readonly string[] {
    const own = given
      .filter(each => each.worker === worker)
      .map(each => ({ ...each, text: flat(hands.texts.kept({ id: each.message }) ?? '') }))
    const seen = own.filter(({ text }) => screen.includes(text.slice(0, PART_CHARS)) || screen.includes(text.slice(-PART_CHARS)))
    given = given.filter(each => !seen.some(({ message }) => message === each.message))
    return own.map(({ text }) => text)
  }

  return { onEvents }
}

/** opencode 1.18.33 has a column of its own on the right: a line of the czar's text goes on with `LSP`. */
function errorOf(line: string): Shown | null {
  const error = errorIn(line)
  if (error === null) return null
  const all = flat(line)
  const columns = line.split(/\s{2,}/).map(flat)
  return { error, words: [flat(error), ...columns.filter(words => words.length >= all.length * COLUMN_SHARE)] }
}

/** However it is wrapped and drawn on a screen: Codex 0.169.0 shows Markdown with dots for dashes, and no marks around code. */
function flat(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '')
}
