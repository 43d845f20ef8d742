import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { aFleet, type Fleet } from '../../support/a-fleet.ts'
import { type Answer, aModel, type Model, type Turn } from './a-model.ts'

export interface ClaudeFleet extends Fleet {
  readonly model: Model
  /** Claude Code's own directory: sessions, transcripts. */
  readonly claudeHome: string
}

export interface ClaudeFleetSetup {
  readonly workers: string
  readonly policy?: string
  /** Further keys of the agent profile. */
  readonly profile?: string
  /** Further variables of the program. */
  readonly env?: Readonly<Record<string, string>>
  readonly concurrency?: number
  readonly patienceMs?: number
  readonly answer: (turn: Turn) => Answer | null
}

/** A fleet of real Claude Codes with a home of their own, a dummy key, and a stand-in for the model. */
export async function aClaudeFleet({ workers, answer, patienceMs = 90_000, ...rest }: ClaudeFleetSetup): Promise<ClaudeFleet> {
  const { policy = '{}', profile = '', concurrency } = rest
  const model = await aModel(answer)
  const fleet = await aFleet('', { patienceMs })
  const claudeHome = join(fleet.directory, 'claude')
  mkdirSync(claudeHome)
  writeFileSync(join(claudeHome, '.claude.json'), JSON.stringify({ hasCompletedOnboarding: true, theme: 'dark' }))
  const env = {
    CLAUDE_CONFIG_DIR: claudeHome,
    ANTHROPIC_BASE_URL: model.url,
    ANTHROPIC_AUTH_TOKEN: 'dummy',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    CLAUDE_CODE_MAX_RETRIES: '1',
    ...rest.env,
  }
  const seats = concurrency === undefined ? '' : `concurrency: ${concurrency}\n`
  fleet.configure(
    `${seats}agents:\n  claude:\n    command: [${JSON.stringify(inject('claude'))}]\n    env: ${JSON.stringify(env)}\n${profile}policy: ${policy}\nworkers:\n${workers}`,
  )
  return { ...fleet, model, claudeHome }
}

/** A worker of the project file with a territory of its own. */
export function aClaudeWorker(id: string, rest = '', task = `|\n      Write src/${id}/work.txt and commit it.`): string {
  return `  - id: ${id}\n    agent: claude\n    owns: ["src/${id}/**"]\n    accept: ["test -s src/${id}/work.txt"]\n${rest}    task: ${task}\n`
}

/** What an agent does that takes its task seriously, one tool call after the other. */
export function honestSteps(turn: Turn): readonly Answer[] {
  return [acknowledge(turn), write(turn), commit(turn), claim(turn), { say: 'Done.' }]
}

export function acknowledge({ worker, assignment }: Turn): Answer {
  return bash(`czar report ack --task ${assignment} "src/${worker}/work.txt must exist and be committed" --plan src/${worker}/work.txt`)
}

export function write({ worker, worktree }: Turn): Answer {
  return { tool: 'Write', input: { file_path: `${worktree}/src/${worker}/work.txt`, content: `work of ${worker}\n` } }
}

export function commit({ worker }: Turn): Answer {
  return bash(`git add src/${worker} && git commit -q -m "feat: ${worker}"`)
}

export function claim({ assignment }: Turn): Answer {
  return bash(`czar report done --task ${assignment} "written and committed"`)
}

export function bash(command: string): Answer {
  return { tool: 'Bash', input: { command, description: 'a step' } }
}

/** An honest worker that does something else between its acknowledgement and the rest. */
export function inBetween(turn: Turn, ...steps: readonly Answer[]): Answer | null {
  const [first, ...rest] = honestSteps(turn)
  return [first, ...steps, ...rest][turn.step] ?? null
}
