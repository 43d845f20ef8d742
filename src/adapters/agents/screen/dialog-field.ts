import type { PaneScreen } from '../../../core/ports/pane-screen.ts'
import type { ComposerReading } from './read-composer.ts'
import { isFrame, toRows } from './screen-rows.ts'

const CONFIRMS =
  /(?:\b(?:enter|return)\b|[⏎↵])[\s:=)\]]*(?:to )?(?:accept|apply|choose|confirm|continue|create|delete|ok|overwrite|proceed|remove|save|select)\b/iu
const CANCELS = /\besc(?:ape)?\b[\s:=)\]]*(?:to )?(?:abort|back|cancel|close|dismiss|go back)\b/iu
const SENDS = /(?:\b(?:enter|return)\b|[⏎↵])[\s:=)\]]*(?:to )?(?:send|submit)\b/iu

/** Whether the input field belongs to a dialog: the line below the field says that Enter confirms or Esc cancels. */
export function isDialogField(screen: PaneScreen, { row, isAtCursor }: ComposerReading): boolean {
  if (row === null) return false
  const { text } = toRows(screen)
  const last = isAtCursor ? Math.max(row, screen.cursors[0]?.row ?? row) : row
  const below = text.slice(last + 1).find(line => line.trim() !== '' && !isFrame(line)) ?? ''
  return !SENDS.test(below) && (CONFIRMS.test(below) || CANCELS.test(below))
}
