import { fileURLToPath } from 'node:url'
import { createAgents } from '../../../../src/adapters/agents/agents.ts'
import { resolveProfiles } from '../../../../src/config/build/resolve-profiles.ts'
import { loadProfiles } from '../../../../src/config/load-profiles.ts'
import { findBanner } from '../../../../src/core/policy/limits/find-banner.ts'
import { type PaneScreen, plainScreen } from '../../../../src/core/ports/pane-screen.ts'

/** What czar must read from a screen. */
export interface Label {
  readonly ready: boolean
  readonly busy: boolean
  /** The keys with which czar answers the dialog. It is null if the screen shows no dialog that czar knows. */
  readonly dialog: readonly string[] | 'login' | null
  readonly composer: 'empty' | 'draft' | 'unknown'
  readonly limit: 'rate' | 'quota' | 'overload' | null
}

/** A screen that a real program showed, the program's version, and what czar must read from the screen. */
export interface RecordedScreen {
  readonly agent: string
  readonly version: string
  readonly shows: string
  readonly title: string
  readonly label: Label
  readonly screen: string
}

export const RECORDED = fileURLToPath(new URL('recorded', import.meta.url))

const HEAD_END = '----\n'
const { readScreen } = createAgents({ inherited: {}, note: () => {} })
const builtIn = await loadProfiles(fileURLToPath(new URL('../../../../config/agents', import.meta.url)))
const { profiles } = resolveProfiles({ builtIn, own: {} })

/** Reads a screen as the czar does, by the ready-made profile of the agent. */
export function readAsCzar({ agent, screen, title }: { agent: string; screen: string | PaneScreen; title: string }): Label {
  const profile = profiles[agent]
  if (profile == null) throw new Error(`there is no profile ${agent}`)
  const seen = typeof screen === 'string' ? plainScreen(screen) : screen
  const { ready, busy, dialog, composer } = readScreen(profile, seen, title)
  return {
    ready,
    busy,
    dialog: dialog === null ? null : (dialog.keys ?? 'login'),
    composer,
    limit: findBanner(profile.limits, seen.text)?.limit ?? null,
  }
}

/** The text of the screen's file: five lines with the fields, then the screen exactly as it was shown. */
export function written({ agent, version, shows, title, label, screen }: RecordedScreen): string {
  return `agent: ${agent}\nversion: ${version}\nshows: ${shows}\ntitle: ${title}\nreads: ${JSON.stringify(label)}\n${HEAD_END}${screen}`
}

export function parsed(text: string): RecordedScreen {
  const at = text.indexOf(HEAD_END)
  const value = (key: string) => new RegExp(`^${key}: (.*)$`, 'm').exec(text.slice(0, at))?.[1] ?? ''
  return {
    agent: value('agent'),
    version: value('version'),
    shows: value('shows'),
    title: value('title'),
    label: JSON.parse(value('reads')) as Label,
    screen: text.slice(at + HEAD_END.length),
  }
}
