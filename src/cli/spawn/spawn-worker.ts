import { openClient, sendCommand } from '../client/open-client.ts'
import type { CliIo } from '../io.ts'
import { chooseProject } from '../project/project-place.ts'
import { readTaskArgument } from '../project/read-task-argument.ts'
import { refuseEmpty } from '../refuse-empty.ts'
import { paneOf } from '../verbs/worker/pane.ts'

export interface SpawnOptions {
  readonly io: CliIo
  /** The file with the task's text. `-` stands for standard input. */
  readonly task: string
  readonly id?: string | undefined
  readonly owns?: readonly string[] | undefined
  readonly accept?: readonly string[] | undefined
  /** In US dollars. */
  readonly usd?: number | undefined
  readonly agent?: string | undefined
  readonly model?: string | undefined
  readonly role?: string | undefined
}

/** Runs `czar spawn`: reads the task and asks the czar for the worker. The czar checks everything else. */
export async function spawnWorker({ io, task: file, owns, accept, ...rest }: SpawnOptions): Promise<void> {
  const { worker } = paneOf(io)
  const words = { refusal: 'no worker is added', hint: 'czar spawn --help' }
  refuseEmpty({ owns, accept, ...rest }, words)
  const task = await readTaskArgument(file, io, words)
  const client = openClient(await chooseProject(undefined, io))
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  const lists = { ...(owns === undefined ? {} : { owns: [...owns] }), ...(accept === undefined ? {} : { accept: [...accept] }) }
  io.stdout.write(`${await sendCommand(client, { verb: 'spawn', worker, task, ...lists, ...given })}\n`)
}
