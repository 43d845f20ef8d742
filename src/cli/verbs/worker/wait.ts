import { type Command, InvalidArgumentError, Option } from 'commander'
import { parseDuration } from '../../../config/text/parse-duration.ts'
import { addVerb } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'
import type { WaitOptions } from '../../spawn/wait-for-children.ts'

/** `czar wait`: a worker waits for the workers that it added. */
export function registerWait(program: Command, io: CliIo, run: (options: WaitOptions) => Promise<void> = runWait): void {
  addVerb(program, 'wait [task...]', {
    group: 'As a worker:',
    summary: 'wait until the workers that you added are done',
    description:
      "Wait until the workers that you added, or those that you name, are done: one command instead of many turns. Meanwhile another worker may use your seat. Exits 0 if all are proven, and 1 if one failed or the time is over. Works only in a worker's pane.",
    examples: ['czar wait', 'czar wait api-1 --timeout 9m'],
  })
    .addOption(new Option('--timeout <time>', 'wait at most this long: 30s, 9m, 2h').argParser(readTime).default(3_600_000, '1h'))
    .action((tasks, { timeout }) => run({ io, tasks, timeoutMs: timeout }))
}

function readTime(text: string): number {
  const ms = parseDuration(text)
  if (typeof ms === 'number' && ms > 0) return ms
  throw new InvalidArgumentError('it must be a time such as 30s, 9m or 2h')
}

async function runWait(options: WaitOptions): Promise<void> {
  const { waitForChildren } = await import('../../spawn/wait-for-children.ts')
  return waitForChildren(options)
}
