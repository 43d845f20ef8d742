import type { Answer, Turn } from './model-answer.ts'
import type { RealAgent } from './real-agent.ts'

interface Change {
  /** The path of the file in the worktree. */
  readonly file: string
  readonly content: string
  /** The content of the file after both sides are merged. */
  readonly merged: string
}

/** The steps of an agent that changes a file. When its task comes back, it merges what the text tells it to merge. */
export function mergingSteps(agent: Pick<RealAgent, 'read'>, turn: Turn, { file, content, merged }: Change): readonly Answer[] {
  const { assignment, worktree, text, kind } = turn
  // The text only announces a conflict of a later merge, or work that is done twice.
  if (kind !== 'brief' && kind !== 'rework') return [{ say: 'Understood.' }]
  const path = `${worktree}/${file}`
  const claim = { run: `czar report done --task ${assignment} "written and committed"` }
  const [, named] = MERGE.exec(text) ?? []
  if (named === undefined) {
    const begin = { run: `czar report ack --task ${assignment} "${file} must be changed and committed" --plan ${file}` }
    const commit = { run: `git add -A && git commit -q -m "Change ${file}"` }
    return [begin, agent.read(path), { write: path, content }, commit, claim, { say: 'Done.' }]
  }
  const conclude = { run: 'git add -A && git commit -q --no-edit' }
  return [{ run: `git merge --no-edit ${named}` }, agent.read(path), { write: path, content: merged }, conclude, claim, { say: 'Merged.' }]
}

/** The words by which a task that is sent back tells the worker what to merge. */
const MERGE = /Merge (\S+) \(commit [0-9a-f]+\) into your branch/
