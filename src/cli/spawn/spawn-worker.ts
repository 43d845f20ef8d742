import { resolve } from 'node:path'
import { readTaskFile, writtenTask } from '../../config/build/read-task.ts'
import { lookAtDisk } from '../../config/look-at-disk.ts'
import { UsageError } from '../../core/model/errors.ts'
import { command, openClient } from '../client/open-client.ts'
import type { CliIo } from '../io.ts'
import { chooseProject } from '../project/project-place.ts'
import { readText } from '../read-input.ts'
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
  const task = file === '-' ? writtenTask(await readText('-', io)) : readTaskFile(resolve(io.cwd, file), file, lookAtDisk())
  if ('problem' in task) throw new UsageError(`no worker is added: ${task.problem}`, { hint: 'czar spawn --help' })
  const client = openClient(await chooseProject(undefined, io))
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  const lists = { ...(owns === undefined ? {} : { owns: [...owns] }), ...(accept === undefined ? {} : { accept: [...accept] }) }
  io.stdout.write(`${await command(client, { verb: 'spawn', worker, task: task.text, ...lists, ...given })}\n`)
}
