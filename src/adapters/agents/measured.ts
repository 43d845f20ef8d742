import type { AgentKind } from '../../core/model/project.ts'

/** The versions that tests/agents covers and docs/agents.md describes. */
export const MEASURED: Partial<Record<AgentKind, string>> = {
  claude: '2.1.330',
  codex: '0.169.0',
  opencode: '1.18.33',
  gemini: '0.61.0',
}

interface Difference {
  /** Applies to versions before this one. */
  readonly before: string
  readonly says: string
}

/** Differences observed in other versions than the measured one. */
const DIFFERENCES: Partial<Record<AgentKind, readonly Difference[]>> = {
  claude: [
    { before: '2.1.330', says: 'a used-up subscription shows a menu, which czar answers with "Stop and wait for limit to reset"' },
    { before: '2.1.330', says: 'limits, overloads and refused requests are told in other words' },
  ],
}

/** Known differences of this version from the measured one. */
export function knownDifferences(kind: AgentKind, version: string | null): readonly string[] {
  if (version === null) return []
  return (DIFFERENCES[kind] ?? []).filter(({ before }) => isOlder(version, before)).map(({ says }) => says)
}

function isOlder(version: string, than: string): boolean {
  const [left, right] = [version, than].map(text => (/^\d+\.\d+\.\d+/.exec(text)?.[0] ?? '').split('.').map(Number))
  const at = [0, 1, 2].find(index => left?.[index] !== right?.[index])
  return at !== undefined && (left?.[at] ?? 0) < (right?.[at] ?? 0)
}
