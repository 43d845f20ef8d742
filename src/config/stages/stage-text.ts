import type { Artefact, StageConfig } from '../../core/model/stages/stage.ts'

interface StageWords {
  readonly stage: StageConfig
  /** The ids of all stages of the task, in order. */
  readonly stages: readonly string[]
  /** What the workflow says about this stage, or null if it says nothing. */
  readonly words: string | null
  /** The text of the whole task. */
  readonly task: string
}

/** The text of one stage: what it delivers, and the whole task to which it belongs. */
export function stageText({ stage, stages, words, task }: StageWords): string {
  const { id, of, number, count, owes, backTo } = stage
  const others = stages.filter(other => other !== id)
  const parts = [
    `# Stage ${id} of ${of} (${number} of ${count})`,
    others.length === 0 ? '' : `Do only this stage of the task below. Other workers do the other stages: ${others.join(', ')}.`,
    words?.trim() ?? '',
    sayOwes(owes),
    backTo === null ? '' : sayBack(backTo.stage, owes),
    `## The task of ${of}`,
  ]
  return `${parts.filter(part => part !== '').join('\n\n')}\n\n${task}`
}

function sayOwes(owes: Artefact): string {
  switch (owes.kind) {
    case 'branch':
      return 'This stage delivers commits. The accept commands must pass on them.'
    case 'file': {
      const headings = owes.headings.length === 0 ? '' : ` It must have these headings: ${owes.headings.join(', ')}.`
      const schema = owes.schema === null ? '' : ` It must be JSON that fits this schema: ${JSON.stringify(owes.schema)}`
      return `This stage delivers the file \`${owes.path}\`, committed. The czar checks that it is there and complete.${headings}${schema}`
    }
    case 'findings':
      return `This stage delivers the file \`${owes.path}\`, committed: JSON with what you found, the worst first.\n\n${FINDINGS}`
  }
}

const FINDINGS = `    { "findings": [ { "path": "src/a.ts", "line": 3, "severity": "major", "claim": "what happens, and what should happen",
      "evidence": { "command": "a shell command that fails because of the fault" } } ] }

The severity is critical, major, minor or note. In place of \`command\`, the evidence may have \`lines\`: the lines that show it. An empty list says that you found nothing.`

function sayBack(stage: string, owes: Artefact): string {
  if (owes.kind === 'findings')
    return `The czar runs the commands of critical and major findings itself. If one fails, the work goes back to ${stage}.`
  return `If the work of ${stage} is wrong, do not fix it. Commit what shows the fault, and add \`--fails "<command>"\` to \`czar report done\`. The czar runs that command at your commit. If it fails there, the work goes back to ${stage} with the output.`
}
