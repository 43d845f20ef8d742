import type { Artefact, NeededArtefact, StageConfig, TasksArtefact } from '../../core/model/stages/stage.ts'
import type { DraftStage } from '../draft.ts'
import { planJsonSchema, taskListSchema } from '../schema/plan-schema.ts'

interface StageParts extends Omit<DraftStage, 'config'> {
  readonly stage: StageConfig
  /** The text of the whole task. */
  readonly task: string
}

/** The text of one stage: what it delivers, and the whole task to which it belongs. */
export function stageText({ stage, stages, instructions, task, divides }: StageParts): string {
  const { id, of, number, count, owes, backTo, dividedBy } = stage
  const others = stages.filter(other => other !== id)
  const parts = [
    `# Stage ${id} of ${of} (${number} of ${count})`,
    others.length === 0 ? '' : `Do only this stage of the task below. Other workers do the other stages: ${others.join(', ')}.`,
    instructions?.trim() ?? '',
    owes.kind === 'tasks' ? sayTasks(owes, divides) : sayOwes(owes),
    dividedBy === undefined ? '' : sayDivided(dividedBy),
    backTo === null ? '' : sayBack(backTo.stage, owes),
    `## The task of ${of}`,
  ]
  return `${parts.filter(part => part !== '').join('\n\n')}\n\n${task}`
}

function sayOwes(owes: Exclude<Artefact, TasksArtefact>): string {
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

function sayTasks({ path, most }: TasksArtefact, divides: DraftStage['divides']): string {
  const owns = divides === null || divides.owns.length === 0 ? '' : ` inside ${divides.owns.map(pattern => `\`${pattern}\``).join(', ')}`
  return `This stage delivers the file \`${path}\`, committed: JSON with a list of tasks, which together are the work of the stage ${divides?.stage ?? ''}. The czar gives each task to a worker of its own. They work at the same time, each from a text that must say everything. The czar checks the list:

- It has 1 to ${most} tasks. Divide no further than the work allows: each task costs a worker, and its work has to be merged.
- Each task has \`owns\`${owns}. Two tasks share no path, unless one depends on the other.
- Each task has \`accept\`: commands that fail now and pass when the task is done. If no command can prove it, \`unsure\` names its id and says why.
- \`depends_on\` names tasks of the list, without a cycle. Leave it out where tasks can be done at the same time.

The JSON must fit this schema: ${planJsonSchema(taskListSchema)}`
}

function sayDivided({ stage, path }: NeededArtefact): string {
  return `The stage ${stage} divided this work into the tasks of \`${path}\`, and the czar gave each task to a worker of its own. Do not do their work. Run \`czar wait\`: it returns when all of them are over, and names the commits to merge. If it times out first, run it again. Merge the proven work of each worker into your branch, and resolve the conflicts. Then do what is left: a task whose worker failed or left, and what shows only when all of it is merged. The czar accepts your claim only with the proven work of all of them.`
}

const FINDINGS = `    { "findings": [ { "path": "src/a.ts", "line": 3, "severity": "major", "claim": "what happens, and what should happen",
      "evidence": { "command": "a shell command that fails because of the fault" } } ] }

The severity is critical, major, minor or note. In place of \`command\`, the evidence may have \`lines\`: the lines that show it. An empty list says that you found nothing.`

function sayBack(stage: string, owes: Artefact): string {
  if (owes.kind === 'findings')
    return `The czar runs the commands of critical and major findings itself. If one fails, the work goes back to ${stage}.`
  return `If the work of ${stage} is wrong, do not fix it. Commit what shows the fault, and add \`--fails "<command>"\` to \`czar report done\`. The czar runs that command at your commit. If it fails there, the work goes back to ${stage} with the output.`
}
