import type { Command } from 'commander'
import { addVerb } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface InitOptions {
  readonly io: CliIo
  readonly file: string
  /** The path or URL of the repository. If it is undefined, the git repository of the current directory is used. */
  readonly repo: string | undefined
  readonly agent: string
}

/** `czar init`: writes a first project file. It never overwrites an existing file. */
export function registerInit(program: Command, io: CliIo, run: (options: InitOptions) => Promise<void> = runInit): void {
  addVerb(program, 'init [file]', {
    group: 'Set up:',
    summary: 'write a first project file',
    description: 'Write a first project file, with comments, for the git repository you are in. An existing file is not overwritten.',
    examples: [
      'czar init                             czar.yaml for this repository',
      'czar init fleet.yaml --repo ../gateway --agent claude',
    ],
  })
    .option('--repo <path>', 'path or URL of the repository; default: the current one')
    .option('--agent <profile>', 'agent profile of all workers', 'claude')
    .action((file, flags) => run({ io, file: file ?? 'czar.yaml', repo: flags.repo, agent: flags.agent }))
}

async function runInit({ io, file, repo, agent }: InitOptions): Promise<void> {
  const { writeStarter } = await import('./write-starter.ts')
  const { shellWord } = await import('../../../core/text/shell-word.ts')
  const path = await writeStarter({ cwd: io.cwd, file, repo, agent })
  io.stdout.write(`wrote ${path}\n  next: put your tasks in, then  czar validate ${shellWord(file)}\n`)
}
