import { type Command, InvalidArgumentError } from 'commander'
import { addVerb } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'
import type { SpawnOptions } from '../../spawn/spawn-worker.ts'

/** `czar spawn`: a worker adds another worker for a part of its own task. */
export function registerSpawn(program: Command, io: CliIo, run: (options: SpawnOptions) => Promise<void> = runSpawn): void {
  addVerb(program, 'spawn', {
    group: 'As a worker:',
    summary: 'add a worker for a part of your own task',
    description:
      "Add a worker for a part of your own task, if the project file allows it (policy.spawn). It begins at your last commit, on a branch of its own, inside your territory. When its work is proven, czar tells you, and you merge it. Your task is proven only if it contains the proven work of all workers that you added. Works only in a worker's pane.",
    examples: [
      'czar spawn --task parts/parser.md --owns "src/parser/**" --accept "npm test -- parser"',
      'echo "Write the docs of src/api" | czar spawn --task - --owns "docs/api.md" --usd 2',
    ],
  })
    .requiredOption('--task <file>', 'the file with the whole task; - reads standard input')
    .option('--id <id>', 'its name; default: yours with the next free number')
    .option('--owns <globs...>', 'the paths that it may change; default: your whole territory')
    .option('--accept <commands...>', 'shell commands that prove its work')
    .option('--usd <number>', 'the part of your budget that it gets, in US dollars; what it does not use returns to you', readUsd)
    .option('--agent <profile>', 'its agent profile; default: yours')
    .option('--model <model>', 'its model')
    .option('--role <role>', 'its role: a text in prompts/roles')
    .action(flags => run({ io, ...flags }))
}

function readUsd(text: string): number {
  const usd = Number(text)
  if (/^\d+(\.\d+)?$/.test(text) && usd > 0) return usd
  throw new InvalidArgumentError('it must be a number of US dollars, such as 2.50')
}

async function runSpawn(options: SpawnOptions): Promise<void> {
  const { spawnWorker } = await import('../../spawn/spawn-worker.ts')
  return spawnWorker(options)
}
