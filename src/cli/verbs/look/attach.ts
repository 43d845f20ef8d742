import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface AttachOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly worker: string
  readonly readOnly: boolean
}

/** `czar attach`: opens a worker's session in the person's terminal. */
export function registerAttach(program: Command, io: CliIo, run: (options: AttachOptions) => Promise<void> = runAttach): void {
  withProject(
    addVerb(program, 'attach <worker>', {
      group: 'Look:',
      summary: "open a worker's terminal; inside tmux, in a popup",
      description:
        "Open a worker's terminal; inside your own tmux, in a popup. The worker continues; F12 brings you back. While you type, the czar pastes nothing.",
      examples: ['czar attach api', 'czar attach api --read-only      watch only'],
    }),
  )
    .option('-r, --read-only', 'ignore all keys but F12', false)
    .action((worker, flags) => run({ io, project: flags.project, worker, readOnly: flags.readOnly }))
}

async function runAttach({ io, project, worker, readOnly }: AttachOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { attachWorker } = await import('../../attach/attach-worker.ts')
  await attachWorker(await chooseProject(project, io), { io, worker, readOnly })
}
