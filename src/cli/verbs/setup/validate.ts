import type { Command } from 'commander'
import { addVerb } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface ValidateOptions {
  readonly io: CliIo
  readonly file: string
  readonly json: boolean
}

/** `czar validate`: lists every mistake of a project file, each with its line and how to correct it. */
export function registerValidate(program: Command, io: CliIo, run: (options: ValidateOptions) => Promise<void> = runValidate): void {
  addVerb(program, 'validate <file>', {
    group: 'Set up:',
    summary: 'check a project file',
    description: 'Check a project file without starting anything. Lists all mistakes, and exits 2 if there are any.',
    examples: ['czar validate czar.yaml', 'czar validate czar.yaml --json | jq -r .problems[]'],
  })
    .option('--json', 'one JSON object, version 1', false)
    .action((file, flags) => run({ io, file, json: flags.json }))
}

async function runValidate({ io, file, json }: ValidateOptions): Promise<void> {
  const { resolve } = await import('node:path')
  const { ConfigError } = await import('../../../core/model/errors.ts')
  const { loadProject } = await import('../../../config/load-project.ts')
  const { configPaths } = await import('../../project/config-paths.ts')
  const { projectWarnings } = await import('../../project/project-warnings.ts')
  const { findAuthorless } = await import('../../project/find-authorless.ts')
  const { describeProject } = await import('../../project/describe-project.ts')
  try {
    const project = await loadProject(resolve(io.cwd, file), configPaths(io.env))
    const authorless = await findAuthorless(project, io.env)
    const warnings = [
      ...(await projectWarnings(project, io.env)),
      ...(authorless === null ? [] : [`${authorless.message}; ${authorless.hint}`]),
    ]
    io.stdout.write(json ? verdictJson(file, { warnings }) : describeProject(project, file, warnings))
  } catch (error) {
    if (!json || !(error instanceof ConfigError)) throw error
    io.stdout.write(verdictJson(file, { problems: error.details.length > 0 ? error.details : [error.message] }))
    io.endsWith(2)
  }
}

function verdictJson(
  file: string,
  { problems = [], warnings = [] }: { problems?: readonly string[]; warnings?: readonly string[] },
): string {
  return `${JSON.stringify({ version: 1, file, valid: problems.length === 0, problems, warnings })}\n`
}
