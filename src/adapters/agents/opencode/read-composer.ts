import type { PaneScreen } from '../../../core/ports/pane-screen.ts'
import { type ComposerReading, UNREADABLE_COMPOSER } from '../screen/read-composer.ts'
import { toRows } from '../screen/screen-rows.ts'

/** Below the composer of opencode 1.18 runs a line as wide as it; left of it stands a bar, right of it perhaps a list of facts. */
const BOTTOM = /^\s*╹▀+/
const BAR = /^\s*┃(?<text>.*)$/
const HINT = /^Ask anything/

/** What is typed but not sent. Below it, behind the same bar, stands a line with the names of agent and model. */
export function readOpencodeComposer(screen: PaneScreen): ComposerReading {
  const { text, solid } = toRows(screen)
  const bottom = text.findLastIndex(line => BOTTOM.test(line))
  if (bottom < 0) return UNREADABLE_COMPOSER
  const top = text.slice(0, bottom).findLastIndex(line => !BAR.test(line)) + 1
  const width = BOTTOM.exec(text[bottom] ?? '')?.[0].length
  // The line of agent and model is the last one, and not part of the text.
  if (bottom - top < 2) return UNREADABLE_COMPOSER
  // A list that lies over the conversation takes the keys, though the composer is still to be seen.
  if (screen.cursors.some(({ kind, row }) => kind === 'terminal' && (row < top || row >= bottom))) return UNREADABLE_COMPOSER
  const inside = (rows: readonly string[]) =>
    rows
      .slice(top, bottom - 1)
      .map(line =>
        line
          .slice(0, width)
          .replace(/^\s*┃?/, '')
          .trim(),
      )
      .join('\n')
      .trim()
  const typed = HINT.test(inside(text)) ? '' : inside(solid)
  const draft = { composer: 'draft', draftChars: [...typed].length } as const
  return { ...UNREADABLE_COMPOSER, ...(typed === '' ? { composer: 'empty', draftChars: null } : draft) }
}
