import type { Command } from 'commander'
import { addVerb } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface DoctorOptions {
  readonly io: CliIo
  readonly json: boolean
  /** The project file whose alert channels are tested. Null: no channels are tested. */
  readonly alerts: string | null
  /** The project file whose pull-request host is asked what the token may do. Null: no host is asked. */
  readonly pullRequests: string | null
}

/** `czar doctor`: checks everything that czar needs, and says how to repair what is wrong. */
export function registerDoctor(program: Command, io: CliIo, run: (options: DoctorOptions) => Promise<void> = runDoctor): void {
  addVerb(program, 'doctor', {
    group: 'Set up:',
    summary: 'check that this machine has what czar needs',
    description:
      'Check Node, tmux, git, agents, directories and disk space, and print a fix for each problem. Exits 1 if a requirement is missing.',
    examples: [
      'czar doctor',
      'czar doctor --json | jq .ok',
      'czar doctor --alerts czar.yaml   a test alert through each channel of the file',
      'czar doctor --pull-requests czar.yaml   the token and its rights',
    ],
  })
    .option('--json', 'one JSON object, version 1', false)
    .option('--alerts <file>', 'also send a test alert through each channel in this project file')
    .option('--pull-requests <file>', "also ask this project file's forge for the token's user and rights")
    .action(flags => run({ io, json: flags.json, alerts: flags.alerts ?? null, pullRequests: flags.pullRequests ?? null }))
}

async function runDoctor({ io, json, alerts, pullRequests }: DoctorOptions): Promise<void> {
  const { examine } = await import('../../doctor/examine.ts')
  const { renderFindings } = await import('../../output/findings.ts')
  const findings = await examine(io, { alertsOf: alerts, requestsOf: pullRequests })
  const isFine = findings.every(finding => finding.state !== 'bad')
  io.stdout.write(json ? `${JSON.stringify({ version: 1, ok: isFine, checks: findings })}\n` : renderFindings(findings, io))
  if (!isFine) io.endsWith(1)
}
