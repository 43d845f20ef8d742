import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface NextOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly print: boolean
}

/** `czar next`: opens the terminal of the worker that has waited for a person longest. */
export function registerNext(program: Command, io: CliIo, run: (options: NextOptions) => Promise<void> = runNext): void {
  withProject(
    addVerb(program, 'next', {
      group: 'Look:',
      summary: 'open the terminal of a worker that needs a person',
      description:
        'Open the terminal of the worker that has needed a person longest, in any project if you name none. If the matter has no terminal, the command prints the matter with the next step, and exits 3.',
      examples: ['czar next', 'czar next --print      print only the worker and the matter'],
    }),
  )
    .option(
      '--print',
      'print the worker, the matter and the project with tabs between them, and open nothing; prints nothing if nobody needs a person',
      false,
    )
    .action(flags => run({ io, project: flags.project, print: flags.print }))
}

async function runNext({ io, project, print }: NextOptions): Promise<void> {
  const { chooseProjects } = await import('../../project/project-place.ts')
  const { noteProject } = await import('../../project/noted-project.ts')
  const { lookAtFleet } = await import('../../client/look-at-fleet.ts')
  const { lookAtProjects } = await import('../../client/look-at-projects.ts')
  const { findNext } = await import('../../client/find-next.ts')
  const { counted } = await import('../../../core/text/counted.ts')
  const { matterLine, matterText } = await import('../../output/matter.ts')
  const { hintsOf } = await import('../../project/name-project.ts')
  const places = await chooseProjects(project, io)
  const [first, second] = places
  // If the command is about one project, an error ends it. If it is about several, the error of one project does not stop the others.
  const looks =
    first !== undefined && second === undefined
      ? [{ place: first, look: await lookAtFleet(first), problem: null }]
      : await lookAtProjects(places)
  const next = await findNext(looks.flatMap(({ place, look }) => (look === null ? [] : [{ place, view: look.view }])))
  if (next === null) {
    const unknown = looks.filter(({ look }) => look === null)
    if (unknown.length > 0) io.endsWith(3)
    if (print) return
    for (const { place, problem } of unknown) io.stdout.write(`${place.name}: ${problem}\n`)
    const who = second === undefined ? first?.name : counted(places.length - unknown.length, 'project')
    return io.stdout.write(`nobody of ${who} needs a person\n`)
  }
  const { place } = next
  if (second !== undefined) noteProject(io, place.name)
  const { matter, worker } = next
  io.stdout.write(print ? matterLine(matter, place.name) : matterText(matter, await hintsOf(io)))
  if (worker === null) return io.endsWith(3)
  if (print) return
  const { attachWorker } = await import('../../attach/attach-worker.ts')
  await attachWorker(place, { io, worker, readOnly: false })
}
