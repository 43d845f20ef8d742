import { resolve } from 'node:path'
import { readTaskFile, writtenTask } from '../../config/build/read-task.ts'
import { lookAtDisk } from '../../config/look-at-disk.ts'
import { UsageError } from '../../core/model/errors.ts'
import { command, openClient } from '../client/open-client.ts'
import type { CliIo } from '../io.ts'
import { chooseProject } from '../project/project-place.ts'
import { readText } from '../read-input.ts'

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
  const task = file === '-' ? writtenTask(await readText('-', io)) : readTaskFile(resolve(io.cwd, file), file, lookAtDisk())
  if ('problem' in task) throw new UsageError(`nothing is added: ${task.problem}`, { hint: 'czar worker add --help' })
  const client = openClient(await chooseProject(project, io))
  const given = Object.fromEntries(Object.entries({ ...rest, depends_on: dependsOn }).filter(([, value]) => value !== undefined))
  io.stdout.write(`${await command(client, { verb: 'worker add', id, task: task.text, ...given })}\n`)
}
