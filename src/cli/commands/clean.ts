import type { Command } from 'commander'
import { addVerb, withProject } from '../add-verb.ts'
import type { CliIo } from '../io.ts'

export interface CleanOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly discard: boolean
}

/** `czar clean`: takes away what a project left behind, and nothing that is work. */
export function registerClean(program: Command, io: CliIo, run: (options: CleanOptions) => Promise<void> = runClean): void {
  withProject(
    addVerb(program, 'clean', {
      group: 'Finish:',
      summary: 'remove the worktrees and the state of a stopped project',
      description:
        'Remove the worktrees of a stopped project, then its state. Branches stay. A worktree with work that is nowhere else is kept and listed, and so is the state; then it exits 3.',
      examples: ['czar clean -p gateway', 'czar clean -p gateway --discard      also give up uncommitted work and the branches'],
    }),
  )
    .option('--discard', 'give up uncommitted work and delete the branches as well', false)
    .action(flags => run({ io, project: flags.project, discard: flags.discard }))
}

async function runClean({ io, project, discard }: CleanOptions): Promise<void> {
  const { chooseProject } = await import('../project-place.ts')
  const { cleanProject } = await import('../clean-project.ts')
  await cleanProject(await chooseProject(project, io), { env: io.env, discard, say: text => io.stdout.write(`${text}\n`) })
}
