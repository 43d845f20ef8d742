import { expect, test } from 'vitest'
import { aMixedFleet } from '../support/a-real-fleet.ts'
import { fleetStory } from '../support/fleet-story.ts'
import type { Answer, Turn } from '../support/model-answer.ts'
import { claude } from '../support/programs/claude.ts'
import { codex } from '../support/programs/codex.ts'

const MENDED = ['echo $((', '{1:-0} + ', '{2:-0}))'].join('$')
const SHOWS = 'test "$(sh src/sum.sh)" = 0'

/** The author's steps. If its agent has ended during the review, a fresh agent reads the finding in the text of its task. */
function author({ text, step, assignment, worktree }: Turn): Answer | null {
  const claim = { run: `czar report done --task ${assignment} "it adds"` }
  const commit = { run: 'git add -A && git commit -q -m "Add up"' }
  const write = (content: string) => ({ write: `${worktree}/src/sum.sh`, content: `${content}\n` })
  if (text.includes(SHOWS)) return [claude.read(`${worktree}/src/sum.sh`), write(MENDED), commit, claim, { say: 'Mended.' }][step] ?? null
  const begin = { run: `czar report ack --task ${assignment} "src/sum.sh must add, and say 0 without arguments" --plan src/sum.sh` }
  return [begin, write('echo $(($1 + $2))'), commit, claim, { say: 'Done.' }][step] ?? null
}

function reviewer({ worker, step, assignment, worktree, text }: Turn): Answer | null {
  const found = { path: 'src/sum.sh', line: 1, severity: 'major', claim: 'it fails without arguments', evidence: { command: SHOWS } }
  const [, diff = ''] = /`(git diff --no-ext-diff [0-9a-f]+ [0-9a-f]+)` shows them whole/.exec(text) ?? []
  const findings = worker === 'review-1' ? [found] : []
  const file = { write: `${worktree}/findings.json`, content: `${JSON.stringify({ findings })}\n` }
  return [{ run: diff }, file, { run: `czar report review --task ${assignment} --file findings.json` }, { say: 'Reviewed.' }][step] ?? null
}

test("Codex reviews Claude Code's work: a finding that czar can show sends the work back, and the corrected work lands", {
  timeout: 900_000,
}, async () => {
  const task = `    owns: ["src/**"]\n    accept: ["test \\"$(sh src/sum.sh 1 2)\\" = 3"]\n    task: Write src/sum.sh, which adds its arguments and says 0 without any.\n`
  const { fleet } = await aMixedFleet(
    [
      { agent: claude, answer: author },
      { agent: codex, answer: reviewer },
    ],
    {
      workers: `  - id: sum\n    agent: claude\n${task}`,
      policy: '{ review: { by: codex, verdict: gate } }',
      patienceMs: 800_000,
    },
  )
  await fleet.launch()
  await fleet.eventually('project.finished', ({ verified }) => verified === 1)
  expect(fleetStory(fleet, 'review.returned')).toMatchObject([{ worker: 'sum' }])
  expect(fleetStory(fleet, 'review.finished').map(({ findings }) => findings.map(({ outcome }) => outcome))).toEqual([['shown'], []])
  expect(fleet.git('show', 'omnibus/fleet:src/sum.sh')).toContain(':-0')
  expect(fleetStory(fleet, 'agent.turn').filter(({ turn }) => turn === 'waiting')).toEqual([])
  expect(fleetStory(fleet, 'attention.raised')).toEqual([])
})
