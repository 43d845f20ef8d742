import type { Hindrance } from '../../core/model/program.ts'
import type { AgentKind } from '../../core/model/project.ts'
import { claudeHindrances } from './claude/hindrances.ts'
import { codexHindrances } from './codex/hindrances.ts'
import { geminiHindrances } from './gemini/hindrances.ts'
import { opencodeHindrances } from './opencode/hindrances.ts'
import type { ProgramPlace } from './program-place.ts'

const FINDERS: Partial<Record<AgentKind, (place: ProgramPlace) => Promise<readonly Hindrance[]>>> = {
  claude: place => claudeHindrances(place),
  codex: codexHindrances,
  gemini: geminiHindrances,
  opencode: opencodeHindrances,
}

/** The user's settings that silence a program's signals or block czar's keys. */
export async function findHindrances({ kind, ...place }: ProgramPlace & { readonly kind: AgentKind }): Promise<readonly Hindrance[]> {
  return (await FINDERS[kind]?.(place)) ?? []
}
