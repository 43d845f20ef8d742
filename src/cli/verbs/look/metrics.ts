import type { Command } from 'commander'
import { addVerb } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'
import { type FilterFlags, filterOf, withFilter } from './history-filter.ts'

interface MetricsOptions extends FilterFlags {
  readonly io: CliIo
  readonly json: boolean
  readonly svg: string | undefined
}

/** `czar metrics`: says from the history how fast, how right and how expensive each agent, model and role is. */
export function registerMetrics(program: Command, io: CliIo): void {
  withFilter(
    addVerb(program, 'metrics', {
      group: 'Look:',
      summary: 'show how fast, how right and how expensive agents, models and roles are',
      description:
        'Show from the history of this machine, by agent, model, role and kind of task: how many tasks are proven, how often the first claim was right, and what a proven task takes in time and money.',
      examples: [
        'czar metrics                                  all work on this machine',
        'czar metrics --repo gateway --since 30d       the last month in one repository',
        'czar metrics --svg metrics.svg                a picture',
        'czar metrics --json | jq .by_agent',
      ],
    }),
    io,
  )
    .option('--json', 'one JSON object, version 1', false)
    .option('--svg <file>', 'write a picture into this file')
    .action(flags => runMetrics({ io, ...flags }))
}

async function runMetrics({ io, json, svg, ...flags }: MetricsOptions): Promise<void> {
  const { resolve } = await import('node:path')
  const { replaceFile } = await import('../../../adapters/status/files/replace-file.ts')
  const { openToRead } = await import('../../history/open-to-read.ts')
  const { readMetrics } = await import('../../history/read-metrics.ts')
  const { metricsJson, renderMetrics } = await import('../../output/history/metrics.ts')
  const { drawMetrics } = await import('../../output/history/draw-metrics.ts')
  const { makePaint } = await import('../../output/paint.ts')
  const reader = await openToRead(io)
  try {
    const metrics = readMetrics(reader, filterOf(flags))
    const style = { width: io.stdout.size()?.columns ?? null, paint: makePaint(io.stdout, io.env) }
    if (svg !== undefined) replaceFile(resolve(io.cwd, svg), drawMetrics(metrics))
    io.stdout.write(json ? metricsJson(metrics) : renderMetrics(metrics, style))
  } finally {
    reader?.close()
  }
}
