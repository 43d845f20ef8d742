import type { Command } from 'commander'
import { addVerb, withHosts, withProject } from '../../add-verb.ts'
import type { HostFlags } from '../../hosts/choose-hosts.ts'
import type { CliIo } from '../../io.ts'

export interface NextOptions extends HostFlags {
  readonly io: CliIo
  readonly project: string | undefined
  readonly print: boolean
}

/** `czar next`: opens the terminal of the worker that has waited for a person longest. */
export function registerNext(program: Command, io: CliIo, run: (options: NextOptions) => Promise<void> = runNext): void {
  withHosts(
    withProject(
      addVerb(program, 'next', {
        group: 'Look:',
        summary: 'open the terminal of a worker that needs a person',
        description:
          'Open the terminal of the worker that has needed a person longest, in any project if you name none, and of your hosts too. If the matter has no terminal, the command prints the matter with the next step, and exits 3.',
        examples: ['czar next', 'czar next --print      print only the worker and the matter'],
      }),
    ),
  )
    .option(
      '--print',
      'print the worker, the matter and the project with tabs between them, and open nothing; prints nothing if no worker needs a person',
      false,
    )
    .action(flags => run({ io, ...flags, project: flags.project }))
}

async function runNext({ io, project, print, ...flags }: NextOptions): Promise<void> {
  const { lookForNext } = await import('../../hosts/look-for-next.ts')
  const { noteProject } = await import('../../project/noted-project.ts')
  const { counted } = await import('../../../core/text/counted.ts')
  const { matterLine, matterText } = await import('../../output/matter.ts')
  const { hintsOf } = await import('../../project/name-project.ts')
  const { next, troubles, count, only, link } = await lookForNext({ project, flags, io })
  if (next === null) {
    if (troubles.length > 0) io.endsWith(3)
    if (print) return
    for (const text of troubles) io.stdout.write(`${text}\n`)
    return io.stdout.write(`no worker of ${only ?? counted(count, 'project')} needs a person\n`)
  }
  for (const text of troubles) io.stderr.write(`${text}\n`)
  const { matter, worker, place, row } = next
  if (place !== null && only === null) noteProject(io, place.name)
  const { remoteHint } = await import('../../hosts/remote-command.ts')
  const host = row === null ? null : link(row)
  const sayHint = host === null || row === null ? await hintsOf(io) : (hint: string) => remoteHint(hint, host, row.project)
  io.stdout.write(print ? matterLine(matter, row?.id ?? place?.name ?? '') : matterText(matter, sayHint))
  if (worker === null) return io.endsWith(3)
  if (print) return
  if (place !== null) {
    const { attachWorker } = await import('../../attach/attach-worker.ts')
    return attachWorker(place, { io, worker, readOnly: false })
  }
  if (host === null || row === null) return
  const { giveTerminal } = await import('../../hosts/remote-terminal.ts')
  io.endsWith(await giveTerminal(host, ['attach', worker, '-p', row.project], io))
}
