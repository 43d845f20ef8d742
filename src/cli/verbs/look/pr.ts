import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface PrOptions {
  readonly io: CliIo
  readonly project: string | undefined
  /** Shows only the requests of this worker. Null: shows all. */
  readonly worker: string | null
  readonly json: boolean
}

/** `czar pr`: shows the pull requests of proven tasks. */
export function registerPr(program: Command, io: CliIo, run: (options: PrOptions) => Promise<void> = runPr): void {
  withProject(
    addVerb(program, 'pr [worker]', {
      group: 'Look:',
      summary: 'show the pull requests of proven tasks, and their checks',
      description:
        'Show the pull request of each proven task: its state, its checks, its address, and what it waits for. Changes nothing. Works without a running czar too. Exits 3 while a pull request needs a person.',
      examples: ['czar pr', 'czar pr api', 'czar pr -p gateway --json | jq ".pull_requests[].url"'],
    }),
  )
    .option('--json', 'one JSON object, version 1', false)
    .action((worker, flags) => run({ io, project: flags.project, worker: worker ?? null, json: flags.json }))
}

async function runPr({ io, project, worker, json }: PrOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { lookAtFleet } = await import('../../client/look-at-fleet.ts')
  const { findWorker } = await import('../../client/find-worker.ts')
  const { renderPullRequests } = await import('../../output/pull-requests.ts')
  const { makePaint } = await import('../../output/paint.ts')
  const { view } = await lookAtFleet(await chooseProject(project, io))
  if (worker !== null) findWorker(view, worker)
  const requests = view.pull_requests.filter(request => worker === null || request.worker === worker)
  const text = json
    ? `${JSON.stringify({ version: 1, project: view.project, pull_requests: requests })}\n`
    : renderPullRequests(requests, makePaint(io.stdout, io.env))
  io.stdout.write(text)
  if (requests.some(({ problem }) => problem !== null)) io.endsWith(3)
}
