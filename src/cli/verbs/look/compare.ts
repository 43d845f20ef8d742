import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface CompareOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly task: string
  readonly json: boolean
}

/** `czar compare`: shows the attempts at one task side by side. */
export function registerCompare(program: Command, io: CliIo, run: (options: CompareOptions) => Promise<void> = runCompare): void {
  withProject(
    addVerb(program, 'compare <task>', {
      group: 'Look:',
      summary: 'show the attempts at one task side by side',
      description:
        'Show the attempts at one task side by side: state, agent, model, accept commands, changed files and lines, cost, time, why each won or lost, and the git commands that show what each changed. Works without a running czar too.',
      examples: ['czar compare api', 'czar compare api --json | jq -r ".attempts[].diff"'],
    }),
  )
    .option('--json', 'one JSON object, version 1', false)
    .action((task, flags) => run({ io, project: flags.project, task, json: flags.json }))
}

async function runCompare({ io, project, task, json }: CompareOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { openJournalReader } = await import('../../../adapters/journal/journal-reader.ts')
  const { replay } = await import('../../compose/open-czar.ts')
  const { findAttempts } = await import('../../client/find-attempts.ts')
  const { attemptsJson, renderAttempts } = await import('../../output/proof/attempts.ts')
  const { makePaint } = await import('../../output/paint.ts')
  const place = await chooseProject(project, io)
  const reader = openJournalReader({ projectDir: place.directory })
  try {
    const view = findAttempts(replay(reader), { project: place.name, task })
    if (json) return io.stdout.write(attemptsJson(place.name, view))
    io.stdout.write(renderAttempts(view, { width: io.stdout.size()?.columns ?? null, paint: makePaint(io.stdout, io.env) }))
  } finally {
    reader.close()
  }
}
