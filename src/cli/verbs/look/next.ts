import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface NextOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly print: boolean
}

/** `czar next`: opens the terminal of the worker that has needed a person longest. */
export function registerNext(program: Command, io: CliIo, run: (options: NextOptions) => Promise<void> = runNext): void {
  withProject(
    addVerb(program, 'next', {
      group: 'Look:',
      summary: 'open the terminal of a worker that needs a person',
      description:
        'Open the terminal of the worker that has needed a person longest. If the matter has no terminal, the command prints the matter with the next step, and exits 3.',
      examples: ['czar next', 'czar next --print      print only the worker and the matter'],
    }),
  )
    .option('--print', 'print the worker, a tab and the matter, and open nothing; prints nothing if no worker needs a person', false)
    .action(flags => run({ io, project: flags.project, print: flags.print }))
}

async function runNext({ io, project, print }: NextOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { lookAtFleet } = await import('../../client/look-at-fleet.ts')
  const { findNext } = await import('../../client/find-next.ts')
  const { matterLine, matterText } = await import('../../output/matter.ts')
  const { hintsOf } = await import('../../project/name-project.ts')
  const place = await chooseProject(project, io)
  const { view } = await lookAtFleet(place)
  const next = await findNext(view, place)
  if (next === null) {
    if (!print) io.stdout.write(`nobody of ${view.project} needs a person\n`)
    return
  }
  const { matter, worker } = next
  io.stdout.write(print ? matterLine(matter) : matterText(matter, await hintsOf(io)))
  if (worker === null) return io.endsWith(3)
  if (print) return
  const { attachWorker } = await import('../../attach/attach-worker.ts')
  await attachWorker(place, { io, worker, readOnly: false })
}
