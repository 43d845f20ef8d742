import type { PaneScreen } from '../../../core/ports/pane-screen.ts'
import { type ComposerReading, UNREADABLE_COMPOSER } from '../screen/read-composer.ts'
import { toRows } from '../screen/screen-rows.ts'

/**
 * Matches the line below the input field. opencode 1.18 draws it as wide as the field, which has a vertical bar on its left, and perhaps a
 * sidebar on its right.
 */
const BOTTOM = /^\s*╹▀+/
const BAR = /^\s*┃(?<text>.*)$/
const HINT = /^Ask anything/

/** Reads the input field and a draft in it. Below the draft, behind the same vertical bar, is a line that names agent and model. */
export function readOpencodeComposer(screen: PaneScreen): ComposerReading {
  const { text, solid } = toRows(screen)
  const bottom = text.findLastIndex(line => BOTTOM.test(line))
  if (bottom < 0) return UNREADABLE_COMPOSER
  const top = text.slice(0, bottom).findLastIndex(line => !BAR.test(line)) + 1
  const width = BOTTOM.exec(text[bottom] ?? '')?.[0].length
  // The last line names agent and model, so it does not belong to the draft.
  if (bottom - top < 2) return UNREADABLE_COMPOSER
  // If a list covers the conversation, the list gets the keys, even though the input field is still visible.
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
