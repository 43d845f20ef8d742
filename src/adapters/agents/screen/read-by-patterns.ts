import type { ScreenReading } from '../../../core/model/agents-port.ts'
import type { PaneScreen } from '../../../core/model/pane-screen.ts'
import type { AgentProfile, DialogRule } from '../../../core/model/project.ts'
import { findPattern, findPatterns } from '../../../core/text/linear-pattern.ts'
import { type ComposerReading, readComposer, UNREADABLE_COMPOSER } from './read-composer.ts'
import { toRows } from './screen-rows.ts'

/** What a driver knows of its program's screen beside the profile. */
export interface ScreenKnowledge {
  readonly dialogs?: readonly DialogRule[]
  /** The program's question for a login. */
  readonly login?: RegExp
  /** The program's composer, where it does not look like others. */
  readonly composer?: (screen: PaneScreen) => ComposerReading
}

/** Reads a screen by the profile's patterns, the driver's knowledge and the cursor; what none of them shows is not claimed. */
export function readByPatterns(profile: AgentProfile, screen: PaneScreen, title: string, known: ScreenKnowledge = {}): ScreenReading {
  const { text } = toRows(screen)
  const shown = text.join('\n')
  const found = known.composer?.(screen) ?? readComposer(screen, profile.ready?.screen ?? null)
  // A dialog that stands above a composer with the cursor in it was answered, or is quoted.
  const dialog = found.isAtCursor && found.composer !== 'unknown' ? null : shownDialog(profile, shown, known)
  const { composer, draftChars } = dialog === null ? found : UNREADABLE_COMPOSER
  return {
    ready: composer !== 'unknown' && shows(profile.ready?.screen, shown),
    busy: startsWithSpinner(title) || isBusy(profile, text, found),
    dialog,
    composer,
    draftChars,
  }
}

function shownDialog(profile: AgentProfile, shown: string, { dialogs = [], login }: ScreenKnowledge): ScreenReading['dialog'] {
  for (const rule of [...profile.dialogs, ...dialogs]) {
    const match = findPattern(rule.screen, shown)
    if (match !== null) return { text: match.text, keys: rule.keys }
  }
  const asked = login?.exec(shown)?.[0]
  return asked === undefined ? null : { text: asked, keys: null }
}

/** A program that writes line by line leaves the words of its last turn above its prompt. */
function isBusy({ busy }: AgentProfile, rows: readonly string[], { lineAt }: ComposerReading): boolean {
  if (busy === null) return false
  const live = lineAt === null ? rows : rows.slice(lineAt)
  return shows(busy.screen, live.join('\n'))
}

function shows(pattern: string | undefined, text: string): boolean {
  // A capture cuts trailing blanks, and many a prompt (`mybot> `) ends in one.
  return pattern !== undefined && [text, text.replace(/$/gm, ' ')].some(each => findPatterns(pattern, each).length > 0)
}

// Claude Code 2.1 and Codex 0.169 put a braille character in front of the title while a turn runs.
function startsWithSpinner(title: string): boolean {
  return /^[\u2800-\u28ff]/.test(title)
}
