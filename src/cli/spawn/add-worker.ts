import { openClient, sendCommand } from '../client/open-client.ts'
import type { CliIo } from '../io.ts'
import { chooseProject } from '../project/project-place.ts'
import { readTaskArgument } from '../project/read-task-argument.ts'
import { refuseEmpty } from '../refuse-empty.ts'

export interface WorkerAddOptions {
  readonly io: CliIo
  readonly project?: string | undefined
  readonly id: string
  /** The file with the task's text. `-` stands for standard input. */
  readonly task: string
  readonly owns?: readonly string[] | undefined
  readonly accept?: readonly string[] | undefined
  readonly dependsOn?: readonly string[] | undefined
  readonly agent?: string | undefined
  readonly model?: string | undefined
  readonly role?: string | undefined
  readonly branch?: string | undefined
}

/** Runs `czar worker add`. The command reads the task's file itself, because the czar may run in another directory. */
export async function addWorkerTo({ io, project, id, task: file, dependsOn, ...rest }: WorkerAddOptions): Promise<void> {
  const words = { refusal: 'nothing is added', hint: 'czar worker add --help' }
  refuseEmpty({ ...rest, dependsOn }, words)
  const task = await readTaskArgument(file, io, words)
  const client = openClient(await chooseProject(project, io))
  const given = Object.fromEntries(Object.entries({ ...rest, depends_on: dependsOn }).filter(([, value]) => value !== undefined))
  io.stdout.write(`${await sendCommand(client, { verb: 'worker add', id, task, ...given })}\n`)
}
