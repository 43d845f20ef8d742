import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface CleanOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly discard: boolean
}

/** `czar clean`: removes a project's leftover worktrees, sessions and files, but never work that exists nowhere else. */
export function registerClean(program: Command, io: CliIo, run: (options: CleanOptions) => Promise<void> = runClean): void {
  withProject(
    addVerb(program, 'clean', {
      group: 'Finish:',
      summary: 'remove the worktrees of a finished project, but no work',
      description:
        'Remove the worktrees of a project that no czar supervises, and move its journal and logs to an archive. Removes branches whose whole work is in base, also as a squashed commit; all other branches stay. If work would be lost (uncommitted changes, ignored files that no tool makes again, commits of a submodule), it removes nothing, lists the losses and exits 3.',
      examples: [
        'czar clean -p gateway',
        'czar clean -p gateway --discard      save such work under refs/czar/rescue, then remove it and the branches',
      ],
    }),
  )
    .option(
      '--discard',
      'remove such work too, and the branches; commits and uncommitted files are saved under refs/czar/rescue first, ignored files are named',
      false,
    )
    .action(flags => run({ io, project: flags.project, discard: flags.discard }))
}

async function runClean({ io, project, discard }: CleanOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { cleanProject } = await import('../../clean/clean-project.ts')
  const { refuseAgents } = await import('../../client/refuse-agents.ts')
  const place = await chooseProject(project, io)
  refuseAgents(place, 'clean', io)
  for (const line of await cleanProject(place, { env: io.env, discard, now: io.now() })) io.stdout.write(`${line}\n`)
}
