import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Answer, Turn } from '../../agents/support/model-answer.ts'
import type { RealAgent } from '../../agents/support/real-agent.ts'

/** The recorded turns of one worker: its tool calls for a text of the czar, one after the other. */
export type Steps = (turn: Turn, agent: RealAgent) => readonly Answer[]

/** One task of the plan, and the turns of all workers that do a part of it. */
export interface Change {
  /** The task as the planner answers it. */
  readonly task: {
    readonly id: string
    readonly title: string
    readonly text: string
    readonly owns: readonly string[]
    readonly accept: readonly string[]
    readonly role?: string
  }
  /** The turns by the name of the worker. */
  readonly workers: Readonly<Record<string, Steps>>
}

/** The command that runs one test file of the rules. */
export function testOf(file: string): string {
  return `npx vitest run --project rules ${file}`
}

export function ack({ assignment }: Turn, restatement: string, files: readonly string[]): Answer {
  return { run: `czar report ack --task ${assignment} "${restatement}" --plan ${files.join(' ')}` }
}

export function write({ worktree }: Turn, file: string, content: string): Answer {
  return { write: join(worktree, file), content }
}

/** Runs an accept command as the brief asks for it. */
export function check(command: string): Answer {
  return { run: `czar run -- ${command}` }
}

export function commit(subject: string, files: readonly string[]): Answer {
  return { run: `git add ${files.join(' ')} && git commit -q -m "${subject}"` }
}

export function claim({ assignment }: Turn, words: string): Answer {
  return { run: `czar report done --task ${assignment} "${words}"` }
}

/** Whether the czar only tells something, so that the worker has nothing to do. */
export function isNews({ kind }: Turn): boolean {
  return kind !== 'brief' && kind !== 'rework'
}

/** What the czar's text tells the worker to merge. */
export function mergeIn({ text }: Turn): Answer {
  const [, what] = /(git merge --no-edit \w+)/.exec(text) ?? []
  return { run: what ?? 'git status' }
}

/** The file of the repository with these replacements. Throws if the file has changed, so that a replacement no longer fits. */
export function edited(repository: string, file: string, replacements: readonly (readonly [old: string, by: string])[]): string {
  return replacements.reduce(
    (text, [old, by]) => {
      if (text.split(old).length !== 2)
        throw new Error(`${file} does not have ${JSON.stringify(old)} once: mend the turns in tests/dogfood/turns`)
      return text.replace(old, () => by)
    },
    readFileSync(join(repository, file), 'utf8'),
  )
}
