import { statSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { roleNames } from '../../config/load-project.ts'
import { decodeUtf8 } from '../../config/text/decode-utf8.ts'
import { PreconditionError, UsageError } from '../../core/model/errors.ts'
import { arrangePlan, type RawPlan } from '../../core/plan/arrange-plan.ts'
import type { FleetPlan } from '../../core/plan/fleet-plan.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import type { CliIo } from '../io.ts'
import { configPaths } from '../project/config-paths.ts'
import { readText } from '../read-input.ts'

const MOST_TASKS = 200
const MEBIBYTE = 1024 * 1024
const LARGEST_BYTES = 4 * MEBIBYTE

/** Reads a plan from a file, or from standard input if the file is `-`. */
export async function readPlanText(file: string, io: CliIo): Promise<string> {
  if (file === '-') return readText('-', io)
  const path = resolve(io.cwd, file)
  const found = await stat(path).catch((error: Error) => error)
  if (found instanceof Error) throw unreadable(file, found.message)
  if (!found.isFile()) throw unreadable(file, 'it is not a regular file')
  if (found.size > LARGEST_BYTES) throw unreadable(file, `it is larger than ${LARGEST_BYTES / MEBIBYTE} MiB`)
  const decoded = decodeUtf8(await readFile(path))
  if ('offset' in decoded) throw unreadable(file, `it is not UTF-8 at byte ${decoded.offset} (line ${decoded.line}); save it as UTF-8`)
  return decoded.text
}

function unreadable(file: string, reason: string): UsageError {
  return new UsageError(`the plan ${file} cannot be read: ${reason}`, { hint: `ls -l ${shellWord(file)}` })
}

/** Makes a plan from a Markdown text, by rules alone. */
export async function planFromMarkdown(text: string, repository: string, io: CliIo): Promise<FleetPlan> {
  // The parser is loaded only here, because no other command needs it.
  const { findTasks } = await import('../../core/plan/markdown/find-tasks.ts')
  return arrangeFound(findTasks(text), repository, io)
}

export async function arrangeFound(found: RawPlan, repository: string, io: CliIo): Promise<FleetPlan> {
  if (found.tasks.length === 0)
    throw new PreconditionError('the plan names no task that is still to be done', {
      details: ['A task is a heading with a text below it, or an item of a list: - [ ] Build the parser'],
      hint: 'czar help planning',
    })
  if (found.tasks.length > MOST_TASKS)
    throw new PreconditionError(`the plan names ${found.tasks.length} tasks, and a project file has at most ${MOST_TASKS} workers`, {
      hint: 'czar help planning',
    })
  const roles = await roleNames(configPaths(io.env).rolesDir)
  return arrangePlan(found, { roles, kindAt: path => kindAt(join(repository, path)) })
}

function kindAt(path: string): 'directory' | 'file' | null {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return null
  return found.isDirectory() ? 'directory' : 'file'
}
