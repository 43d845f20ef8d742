import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface WhyOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly worker: string
  readonly long: boolean
  readonly json: boolean
}

/** `czar why`: shows why czar judges a worker to be idle, stuck or in another state, with the evidence. */
export function registerWhy(program: Command, io: CliIo, run: (options: WhyOptions) => Promise<void> = runWhy): void {
  withProject(
    addVerb(program, 'why <worker>', {
      group: 'Look:',
      summary: "explain a worker's health",
      description: "Explain a worker's health in one line. --long adds the evidence and the czar's last steps.",
      examples: ['czar why api', 'czar why api --long'],
    }),
  )
    .option('-l, --long', 'add the evidence, the last decisions and earlier events', false)
    .option('--json', 'one JSON object, version 1', false)
    .action((worker, flags) => run({ io, project: flags.project, worker, long: flags.long, json: flags.json }))
}

async function runWhy({ io, project, worker, long, json }: WhyOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { openJournalReader } = await import('../../../adapters/journal/journal-reader.ts')
  const { explainWorker } = await import('../../client/explain-worker.ts')
  const { renderExplanation, explanationJson } = await import('../../output/explanation.ts')
  const { openMattersOf } = await import('../../client/open-matters.ts')
  const { attachedPeople } = await import('../../../adapters/tmux/people/attached-people.ts')
  const place = await chooseProject(project, io)
  const reader = openJournalReader({ projectDir: place.directory })
  try {
    const explanation = explainWorker(reader, { project: place.name, worker })
    const open = openMattersOf(place.directory, worker)
    if (json) return io.stdout.write(explanationJson(explanation, open))
    const people = await attachedPeople(place.sockets.tmux, `${place.name}-worker-${explanation.worker}`)
    io.stdout.write(renderExplanation(explanation, { io, long, people, open }))
  } finally {
    reader.close()
  }
}
