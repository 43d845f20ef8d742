import type { Event } from '../../../core/events/event.ts'
import type { WorkerId } from '../../../core/model/ids.ts'
import { errorIn } from '../../../core/text/error-text.ts'
import { wordsAlone } from '../../../core/text/flat.ts'
import { plainText } from '../../../core/text/plain-text.ts'
import type { Hands } from '../../hands.ts'
import { scrolledLines } from './scrolled-lines.ts'

const TEXT_CHARS = 300
/** A text is recognised by this many letters at its beginning or at its end. */
const PART_CHARS = 60
/** A line is split into columns only if one of the columns has at least this share of the line. */
const COLUMN_SHARE = 0.8
/** The text in a column beside a vertical bar is recognised by this many letters. */
const COLUMN_CHARS = 20
/**
 * This many texts are remembered after they appeared on the screen. They may still be there, and their words about errors must not count as
 * errors.
 */
const SEEN_TEXTS = 8
/**
 * This many texts that have not appeared yet are remembered for each worker. The number is limited, because some programs do not show every
 * text that they get.
 */
const UNSEEN_TEXTS = 8

/** Counts the error messages on agents' screens, from one reading to the next. */
export interface ErrorCounter {
  readonly begin: (worker: WorkerId, incarnation: number) => void
  readonly given: (text: Given) => void
  /**
   * Returns the errors that were on the screen less often in earlier readings, the oldest first. At the first reading after a restart of
   * czar, it returns none.
   */
  readonly fresh: (worker: WorkerId, incarnation: number, screen: string) => readonly string[]
}

type Given = Pick<Extract<Event, { kind: 'message.submitted' }>, 'worker' | 'message'>

interface Remembered {
  readonly incarnation: number
  /** How often each error was on the screen in the last readings. The newest reading is at the end. */
  readonly looks: readonly ReadonlyMap<string, number>[]
  /** The whole screen at the last reading. It is kept only if lines that scroll in count. */
  readonly screen: string
}

interface Shown {
  readonly error: string
  /** The letters of the line with the error, and the letters of the column that contains it. */
  readonly words: readonly string[]
}

/**
 * Creates a counter. `looks` is the number of earlier readings to compare with. If `scrolls` is true, errors in lines that scrolled in
 * count too, because on a screen full of errors a new error pushes an old one out. Texts that czar sent do not count: Claude Code 2.1.197
 * shows its whole input, and a task about failing commands or the log of a failed check is not an error of the agent. Long: the inner
 * functions share the results of earlier readings.
 */
export function createErrorCounter(
  hands: Hands,
  { looks: kept, scrolls }: { readonly looks: number; readonly scrolls: boolean },
): ErrorCounter {
  const remembered = new Map<WorkerId, Remembered>()
  /** Texts that the agent got, but that no reading has shown yet. A turn may end before the program draws the text. */
  let given: readonly Given[] = []
  /** The letters of the texts that have appeared on the screen. */
  const seenTexts = new Map<WorkerId, readonly string[]>()

  function fresh(worker: WorkerId, incarnation: number, screen: string): readonly string[] {
    const errors = errorsIn(screen.split('\n'))
    const counts = countsOf(errors)
    const before = remembered.get(worker)
    const looks = before?.incarnation === incarnation ? before.looks : null
    remembered.set(worker, { incarnation, looks: [...(looks ?? []), counts].slice(-kept), screen: scrolls ? screen : '' })
    const texts = takeTexts(worker, wordsAlone(screen))
    if (looks === null) return []
    const known = ({ error, words }: Shown) =>
      Math.max(0, ...looks.map(look => look.get(error) ?? 0)) + texts.filter(text => isOf(text, { words })).length
    const found = errors.filter(shown => (counts.get(shown.error) ?? 0) > known(shown))
    const fresh = found.length > 0 || texts.length > 0 ? found : scrolledErrors(before?.screen ?? '', screen)
    const rewrapped = (seenTexts.get(worker) ?? []).filter(text => looks.some(look => hasLost(text, look, counts)))
    return fresh.filter(shown => !rewrapped.some(text => isOf(text, shown))).map(({ error }) => error)
  }

  function takeTexts(worker: WorkerId, screen: string): readonly string[] {
    const own = given
      .filter(each => each.worker === worker)
      .map(each => ({ ...each, text: wordsAlone(hands.texts.kept({ id: each.message }) ?? '') }))
    const seen = own.filter(({ text }) => screen.includes(text.slice(0, PART_CHARS)) || screen.includes(text.slice(-PART_CHARS)))
    given = given.filter(each => !seen.some(({ message }) => message === each.message))
    seenTexts.set(worker, [...(seenTexts.get(worker) ?? []), ...seen.map(({ text }) => text)].slice(-SEEN_TEXTS))
    return own.map(({ text }) => text)
  }

  return {
    begin(worker, incarnation) {
      remembered.set(worker, { incarnation, looks: [], screen: '' })
      given = given.filter(each => each.worker !== worker)
      seenTexts.delete(worker)
    },
    given(text) {
      const own = given.filter(({ worker }) => worker === text.worker)
      const old = own.slice(0, Math.max(0, own.length - UNSEEN_TEXTS + 1))
      given = [...given.filter(each => !old.includes(each)), text]
    },
    fresh,
  }
}

function isOf(text: string, { words }: Pick<Shown, 'words'>): boolean {
  return words.some(each => text.includes(each))
}

/**
 * Whether a line of the text is no longer found because its line breaks have moved. Claude Code 2.1.330 makes its transcript narrower when
 * a panel is open beside it.
 */
function hasLost(text: string, before: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>): boolean {
  return [...before.keys()].some(error => !now.has(error) && isOf(text, errorOf(error) ?? { words: [] }))
}

function errorsIn(lines: readonly string[]): readonly Shown[] {
  return lines.flatMap(line => errorOf(plainText(line, TEXT_CHARS)) ?? [])
}

function countsOf(errors: readonly Shown[]): ReadonlyMap<string, number> {
  return new Map([...Map.groupBy(errors, ({ error }) => error)].map(([error, found]) => [error, found.length]))
}

/** The errors in lines that scrolled in. An error in a status line may move on the screen too, but it is not new. */
function scrolledErrors(before: string, after: string): readonly Shown[] {
  const scrolled = scrolledLines(before, after)
  if (scrolled === null) return []
  const errors = errorsIn(scrolled.after)
  const [known, counts] = [countsOf(errorsIn(scrolled.before)), countsOf(errors)]
  return errors.filter(({ error }) => (counts.get(error) ?? 0) > (known.get(error) ?? 0))
}

/**
 * Finds an error message in a line. opencode 1.18.33 draws a column on the right, so a word such as `LSP` may follow a line of czar's
 * text. Claude Code separates its panel with a vertical bar.
 */
function errorOf(line: string): Shown | null {
  const error = errorIn(line)
  if (error === null) return null
  const all = wordsAlone(line)
  const columns = line.split(/\s{2,}/).map(wordsAlone)
  const barred = line.split(/[│┃]/).filter(column => errorIn(column) !== null)
  const besideBar = barred.map(wordsAlone).filter(words => words.length >= COLUMN_CHARS)
  return { error, words: [wordsAlone(error), ...columns.filter(words => words.length >= all.length * COLUMN_SHARE), ...besideBar] }
}
