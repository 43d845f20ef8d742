import { claudeSittings } from './claude-sittings.ts'
import { codexSittings } from './codex-sittings.ts'
import { geminiSittings } from './gemini-sittings.ts'
import { opencodeSittings } from './opencode-sittings.ts'
import type { Sitting } from './sitting.ts'

const SITTINGS: Readonly<Record<string, readonly Sitting[]>> = {
  claude: claudeSittings,
  codex: codexSittings,
  gemini: geminiSittings,
  opencode: opencodeSittings,
}

export function sittingsOf(agent: string): readonly Sitting[] {
  return SITTINGS[agent] ?? []
}
