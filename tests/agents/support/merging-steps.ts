import type { Answer, Turn } from './model-answer.ts'
import type { RealAgent } from './real-agent.ts'

interface Change {
  /** Of the worktree. */
  readonly file: string
  readonly content: string
  /** What the file holds when both sides are in it. */
  readonly merged: string
}

/** What an agent does that changes a file, and merges what it is told to merge when its task comes back. */
export function mergingSteps(agent: Pick<RealAgent, 'read'>, turn: Turn, { file, content, merged }: Change): readonly Answer[] {
  const { assignment, worktree, text, kind } = turn
  // A notice, of a conflict that is foreseen or of a duplicate.
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

/** As the czar says it to a worker whose task comes back. */
const MERGE = /Merge (\S+) \(commit [0-9a-f]+\) into your branch/
