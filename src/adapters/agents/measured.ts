import { execFile } from 'node:child_process'
import type { AgentKind } from '../../core/model/project.ts'

/** The versions that the stories in tests/agents were told of: what docs/agents.md says holds for these. */
export const MEASURED: Partial<Record<AgentKind, string>> = {
  claude: '2.1.330',
  codex: '0.169.0',
  opencode: '1.18.33',
  gemini: '0.61.0',
}

/** A program that cannot say its version soon says none: it may wait for a network. */
const VERSION_TIMEOUT_MS = 10_000

/** What a program answers to `--version`; null: nothing in time, or nothing that reads as a version. */
export function readVersion(program: string, env: Readonly<Record<string, string | undefined>>): Promise<string | null> {
  return new Promise(resolve => {
    const options = { env, timeout: VERSION_TIMEOUT_MS, killSignal: 'SIGKILL' as const, maxBuffer: 65_536 }
    const child = execFile(program, ['--version'], options, (error, stdout) => {
      resolve(error === null ? (/\d+\.\d+\.\d+[\w.+-]*/.exec(stdout)?.[0] ?? null) : null)
    })
    child.stdin?.end()
  })
}
