import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface PeersOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly json: boolean
}

/** `czar peers`: shows a worker what the other workers of the same repository are doing. */
export function registerPeers(program: Command, io: CliIo, run: (options: PeersOptions) => Promise<void> = runPeers): void {
  withProject(
    addVerb(program, 'peers', {
      group: 'As a worker:',
      summary: 'show what the other workers do',
      description: 'Show what the other workers do, which files they changed, and which work is verified.',
      examples: ['czar peers', 'czar peers --json | jq .peers.models.files'],
    }),
  )
    .option('--json', 'one JSON object, version 1', false)
    .action(flags => run({ io, project: flags.project, json: flags.json }))
}

async function runPeers({ io, project, json }: PeersOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { readStatus } = await import('../../../adapters/status/read-status.ts')
  const { listPeers, renderPeers } = await import('../../output/peers.ts')
  const peers = listPeers(readStatus((await chooseProject(project, io)).directory), io.env['CZAR_WORKER'] ?? null)
  io.stdout.write(json ? `${JSON.stringify({ version: 1, peers })}\n` : renderPeers(peers))
}
