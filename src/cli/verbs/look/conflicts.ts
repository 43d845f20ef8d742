import type { Command } from 'commander'
import { plainText } from '../../../core/text/plain-text.ts'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface ConflictsOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly json: boolean
  /** The id of the task whose conflicts are shown. It is undefined for all tasks. */
  readonly task: string | undefined
}

/** `czar conflicts`: shows which unfinished work would conflict if it were merged now. */
export function registerConflicts(program: Command, io: CliIo, run: (options: ConflictsOptions) => Promise<void> = runConflicts): void {
  withProject(
    addVerb(program, 'conflicts [task]', {
      group: 'Look:',
      summary: 'show which unfinished tasks conflict with each other',
      description:
        'Show which tasks conflict as they are now, uncommitted files included: with each other, with proven work that is not on the omnibus branch, and with base. With a task as argument, also show the lines of both sides. Without a running czar, the command shows what the last czar found.',
      examples: ['czar conflicts', 'czar conflicts api', 'czar conflicts -p gateway --json | jq ".conflicts[].files[].path"'],
    }),
  )
    .option('--json', 'one JSON object, version 1', false)
    .action((task: string | undefined, flags) => run({ io, project: flags.project, json: flags.json, task }))
}

async function runConflicts({ io, project, json, task }: ConflictsOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { lookAtFleet } = await import('../../client/look-at-fleet.ts')
  const { comparedTasks, renderConflicts, renderConflictsOf } = await import('../../output/conflicts.ts')
  const { makePaint } = await import('../../output/paint.ts')
  const { UsageError } = await import('../../../core/model/errors.ts')
  const { view } = await lookAtFleet(await chooseProject(project, io))
  if (task !== undefined && !view.tasks.some(({ id }) => id === task)) {
    throw new UsageError(`${view.project} has no task "${plainText(task, 60)}"`, {
      hint: `one of: ${view.tasks.map(({ id }) => id).join(', ')}`,
    })
  }
  const conflicts = view.conflicts.filter(({ one, other }) => task === undefined || one === task || other === task)
  if (json) return io.stdout.write(`${JSON.stringify({ version: 1, project: view.project, tasks: comparedTasks(view), conflicts })}\n`)
  const style = { paint: makePaint(io.stdout, io.env) }
  io.stdout.write(task === undefined ? renderConflicts(view, style) : renderConflictsOf(view, task, style))
}
