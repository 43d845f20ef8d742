import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface LandOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly push: boolean
}

/** `czar land`: moves base to the tested tree. */
export function registerLand(program: Command, io: CliIo, run: (options: LandOptions) => Promise<void> = runLand): void {
  withProject(
    addVerb(program, 'land', {
      group: 'Finish:',
      summary: 'move the base branch to the tested tree',
      description:
        'Move the base branch to the tested tip of omnibus/<project>, as a fast-forward. Czar never moves a branch that is checked out: in that case it prints the command that you can type, and exits 3. It refuses when base has commits that were not in the tested tree.',
      examples: ['czar land', 'czar land -p gateway --push      also on the remote, never forced'],
    }),
  )
    .option('--push', "move the remote's base branch first; never forced", false)
    .action(flags => run({ io, project: flags.project, push: flags.push }))
}

async function runLand({ io, project, push }: LandOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { landProject } = await import('../../landing/land-project.ts')
  const { refuseAgents } = await import('../../client/refuse-agents.ts')
  const place = await chooseProject(project, io)
  refuseAgents(place, 'land', io)
  for (const line of await landProject(place, { env: io.env, push })) io.stdout.write(`${line}\n`)
}
