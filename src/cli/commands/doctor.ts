import type { Command } from 'commander'
import { addVerb } from '../add-verb.ts'
import type { CliIo } from '../io.ts'

export interface DoctorOptions {
  readonly io: CliIo
  readonly json: boolean
}

/** `czar doctor`: is everything here that czar needs, and how to mend what is not. */
export function registerDoctor(program: Command, io: CliIo, run: (options: DoctorOptions) => Promise<void> = runDoctor): void {
  addVerb(program, 'doctor', {
    group: 'Set up:',
    summary: 'is everything here that czar needs',
    description: 'Check Node, tmux, git, agents, directories and space; says how to mend what is missing, and then exits 1.',
    examples: ['czar doctor', 'czar doctor --json | jq .ok'],
  })
    .option('--json', 'one JSON object, version 1', false)
    .action(flags => run({ io, json: flags.json }))
}

async function runDoctor({ io, json }: DoctorOptions): Promise<void> {
  const { examine } = await import('../doctor/examine.ts')
  const { renderFindings } = await import('../output/findings.ts')
  const findings = await examine(io)
  const isFit = findings.every(finding => finding.state !== 'bad')
  io.stdout.write(json ? `${JSON.stringify({ version: 1, ok: isFit, checks: findings })}\n` : renderFindings(findings, io))
  if (!isFit) io.endsWith(1)
}
