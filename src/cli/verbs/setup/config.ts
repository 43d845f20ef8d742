import type { Command } from 'commander'
import { UsageError } from '../../../core/model/errors.ts'
import { addVerb } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface ConfigOptions {
  readonly io: CliIo
  readonly defaults: boolean
}

/** `czar config --defaults`: the defaults of a project file. */
export function registerConfig(program: Command, io: CliIo, run: (options: ConfigOptions) => Promise<void> = runConfig): void {
  addVerb(program, 'config', {
    group: 'Set up:',
    summary: 'print every key of a project file with its default',
    description: 'Print every key of a project file that has a default, with the default and what it means, as YAML.',
    examples: ['czar config --defaults', 'czar config --defaults | grep -A4 "^policy"'],
  })
    .option('--defaults', 'print the defaults', false)
    .action(flags => run({ io, defaults: flags.defaults }))
}

async function runConfig({ io, defaults }: ConfigOptions): Promise<void> {
  if (!defaults) throw new UsageError('say what to print', { hint: 'czar config --defaults' })
  const { defaultsYaml } = await import('../../../config/defaults-yaml.ts')
  io.stdout.write(defaultsYaml())
}
