import { basename, extname } from 'node:path'
import { openClient, sendCommand } from '../client/open-client.ts'
import type { CliIo } from '../io.ts'
import { chooseProject } from '../project/project-place.ts'
import { readTaskArgument } from '../project/read-task-argument.ts'
import { refuseEmpty } from '../refuse-empty.ts'

export interface QueueAddOptions {
  readonly io: CliIo
  readonly project: string | undefined
  /** The file with the task's text. `-` stands for standard input. */
  readonly file: string
  readonly id: string | undefined
  readonly after: readonly string[]
  readonly owns: readonly string[]
  readonly accept: readonly string[]
  readonly prefersWorkers: readonly string[]
  readonly prefersRoles: readonly string[]
  readonly priority: number
}

/**
 * Runs `czar queue add`. The command reads the task's file itself, because the czar may run in another directory. The czar checks
 * everything else.
 */
export async function addTask({ io, project, file, id, ...wanted }: QueueAddOptions): Promise<void> {
  const words = { refusal: 'nothing is added', hint: 'czar queue add --help' }
  refuseEmpty({ id, ...wanted }, words)
  const task = await readTaskArgument(file, io, words)
  const client = openClient(await chooseProject(project, io))
  const name = id ?? nameOf(file)
  const { after, owns, accept, prefersWorkers, prefersRoles, priority } = wanted
  const request = {
    verb: 'queue add' as const,
    ...(name === undefined ? {} : { id: name }),
    task,
    after: [...after],
    owns: [...owns],
    accept: [...accept],
    prefers: { workers: [...prefersWorkers], roles: [...prefersRoles] },
    priority,
  }
  io.stdout.write(`${await sendCommand(client, request)}\n`)
}

/** The id for a task file: `tasks/Api bench.md` becomes api-bench. If no id can be made from the file's name, the czar chooses a number. */
function nameOf(file: string): string | undefined {
  const name = basename(file, extname(file))
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .replace(/-+$/, '')
    .slice(0, 31)
  return file === '-' || name === '' ? undefined : name
}
