import type { Command } from 'commander'
import { addVerb } from '../../add-verb.ts'
import type { GatesReport } from '../../gates/try-gates.ts'
import type { CliIo } from '../../io.ts'

export interface ValidateOptions {
  readonly io: CliIo
  readonly file: string
  readonly json: boolean
  /** Whether to run the accept commands on base. */
  readonly gates: boolean
  /** Whether results of earlier runs count. */
  readonly cache: boolean
}

/** `czar validate`: lists every mistake of a project file, each with its line and how to correct it. */
export function registerValidate(program: Command, io: CliIo, run: (options: ValidateOptions) => Promise<void> = runValidate): void {
  addVerb(program, 'validate <file>', {
    group: 'Set up:',
    summary: 'check a project file',
    description:
      'Check a project file without starting anything. Lists all mistakes, and exits 2 if there are any. With --gates, it also runs the accept commands on base, where they should fail.',
    examples: [
      'czar validate czar.yaml',
      'czar validate czar.yaml --gates',
      'czar validate czar.yaml --json | jq -r .problems[]',
      "czar validate czar.yaml --gates --json | jq -r '.gates.findings[].text'",
    ],
  })
    .option('--gates', 'also run the accept commands on base, in a worktree that is removed afterwards', false)
    .option('--no-cache', 'with --gates: run every command, although base has not changed since an earlier run')
    .option('--json', 'one JSON object, version 1', false)
    .action((file, flags) => run({ io, file, json: flags.json, gates: flags.gates, cache: flags.cache }))
}

async function runValidate({ io, file, json, gates, cache }: ValidateOptions): Promise<void> {
  const { resolve } = await import('node:path')
  const { ConfigError } = await import('../../../core/model/errors.ts')
  const { loadProjectFile } = await import('../../../config/load-project.ts')
  const { configPaths } = await import('../../project/config-paths.ts')
  const { projectWarnings } = await import('../../project/project-warnings.ts')
  const { findAuthorless } = await import('../../project/find-authorless.ts')
  const { describeProject } = await import('../../project/describe-project.ts')
  try {
    const read = await loadProjectFile(resolve(io.cwd, file), configPaths(io.env))
    const authorless = await findAuthorless(read.project, io.env)
    const warnings = [
      ...(await projectWarnings(read, io.env)),
      ...(authorless === null ? [] : [`${authorless.message}; ${authorless.hint}`]),
    ]
    if (!json) io.stdout.write(describeProject(read.project, file, warnings))
    const report = gates ? await (await import('../../gates/try-gates.ts')).tryGates(read, io, { usesCache: cache }) : null
    await sayVerdict({ io, file, json }, { warnings, report })
  } catch (error) {
    if (!json || !(error instanceof ConfigError)) throw error
    io.stdout.write(verdictJson(file, { problems: error.details.length > 0 ? error.details : [error.message] }))
    io.endsWith(2)
  }
}

interface Verdict {
  readonly warnings: readonly string[]
  /** What the accept commands do on base. null: they did not run. */
  readonly report: GatesReport | null
}

async function sayVerdict({ io, file, json }: Pick<ValidateOptions, 'io' | 'file' | 'json'>, { warnings, report }: Verdict): Promise<void> {
  const { gatesJson, renderBaseGates } = await import('../../output/proof/base-gates.ts')
  const { sayBaseFinding } = await import('../../../core/model/gates/base-gate.ts')
  const textsOf = (level: string) => (report?.findings ?? []).filter(finding => finding.level === level).map(sayBaseFinding)
  const problems = textsOf('error')
  if (json) {
    const gates = report === null ? {} : { gates: gatesJson(report) }
    io.stdout.write(verdictJson(file, { problems, warnings: [...warnings, ...textsOf('warning')], ...gates }))
  } else if (report !== null) io.stdout.write(renderBaseGates(report))
  if (problems.length > 0) io.endsWith(2)
}

interface VerdictJson {
  readonly problems?: readonly string[]
  readonly warnings?: readonly string[]
  readonly gates?: object
}

function verdictJson(file: string, { problems = [], warnings = [], ...more }: VerdictJson): string {
  return `${JSON.stringify({ version: 1, file, valid: problems.length === 0, problems, warnings, ...more })}\n`
}
