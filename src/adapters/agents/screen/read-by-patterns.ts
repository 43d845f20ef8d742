import type { ScreenReading } from '../../../core/model/agents-port.ts'
import type { AgentProfile, DialogRule } from '../../../core/model/project.ts'
import { readComposer, UNREADABLE_COMPOSER } from './read-composer.ts'

/** Reads a composited screen by the profile's patterns and the program's question for a login; without a pattern nothing is claimed. */
export function readByPatterns(profile: AgentProfile, screen: string, title: string, login: RegExp | null = null): ScreenReading {
  const dialog = shownDialog(profile.dialogs, screen) ?? askedLogin(login, screen)
  const busy = startsWithSpinner(title) || shows(profile.busy?.screen, screen)
  return {
    ready: dialog === null && shows(profile.ready?.screen, screen),
    busy,
    dialog,
    ...(dialog === null ? readComposer(screen, profile.ready?.screen ?? null) : UNREADABLE_COMPOSER),
  }
}

function shownDialog(rules: readonly DialogRule[], screen: string): ScreenReading['dialog'] {
  for (const rule of rules) {
    const text = new RegExp(rule.screen, 'm').exec(screen)?.[0]
    if (text !== undefined) return { text, keys: rule.keys }
  }
  return null
}

function askedLogin(login: RegExp | null, screen: string): ScreenReading['dialog'] {
  const text = login?.exec(screen)?.[0]
  return text === undefined ? null : { text, keys: null }
}

function shows(pattern: string | undefined, screen: string): boolean {
  // A capture cuts trailing blanks, and many a prompt (`mybot> `) ends in one.
  return pattern !== undefined && [screen, screen.replace(/$/gm, ' ')].some(text => new RegExp(pattern, 'm').test(text))
}

// Claude Code 2.1 and Codex 0.169 put a braille character in front of the title while a turn runs.
function startsWithSpinner(title: string): boolean {
  return /^[\u2800-\u28ff]/.test(title)
}
