import type { Turn } from '../../agents/support/model-answer.ts'
import { STAGES_DOC_FINDING } from './stages-doc.ts'
import type { Steps } from './steps.ts'
import { write } from './steps.ts'

/** The turns of every reviewer. It reads the changes, and reports a finding only about the first version of one task. */
export const review: Steps = turn => {
  const [, diff = 'git log -1'] = /`(git diff --no-ext-diff [0-9a-f]+ [0-9a-f]+)` shows them whole/.exec(turn.text) ?? []
  return [
    { run: diff },
    write(turn, 'findings.json', `${JSON.stringify({ findings: findingsOf(turn) }, null, 2)}\n`),
    { run: `czar report review --task ${turn.assignment} --file findings.json` },
  ]
}

function findingsOf({ text }: Turn): readonly object[] {
  const isFirst = !text.includes(STAGES_DOC_FINDING.claim)
  return /the work for task stages-doc\b/.test(text) && isFirst ? [STAGES_DOC_FINDING] : []
}
