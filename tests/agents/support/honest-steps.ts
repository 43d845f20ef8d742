import type { Answer, Turn } from './model-answer.ts'

/** The steps of an agent that takes its task seriously, one tool call after the other. */
export function honestSteps(turn: Turn): readonly Answer[] {
  return [acknowledge(turn), write(turn), commit(turn), claim(turn), { say: 'Done.' }]
}

export function acknowledge({ worker, assignment }: Turn): Answer {
  return { run: `czar report ack --task ${assignment} "src/${worker}/work.txt must exist and be committed" --plan src/${worker}/work.txt` }
}

export function write({ worker, worktree }: Turn): Answer {
  return { write: `${worktree}/src/${worker}/work.txt`, content: `work of ${worker}\n` }
}

export function commit({ worker }: Turn): Answer {
  return { run: `git add src/${worker} && git commit -q -m "feat: ${worker}"` }
}

export function claim({ assignment }: Turn): Answer {
  return { run: `czar report done --task ${assignment} "written and committed"` }
}

/** The steps of an honest worker that does something else between its acknowledgement and its work. */
export function inBetween(turn: Turn, ...steps: readonly Answer[]): Answer | null {
  const [first, ...rest] = honestSteps(turn)
  return [first, ...steps, ...rest][turn.step] ?? null
}
