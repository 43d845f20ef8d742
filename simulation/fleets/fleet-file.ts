import { parseProject } from '../../src/config/parse-project.ts'
import { ConfigError } from '../../src/core/model/errors.ts'
import type { Project } from '../../src/core/model/project.ts'
import { inventedContext } from '../../tests/config/parse-support.ts'

/** A worker as a project file names it. */
export interface FileWorker {
  readonly id: string
  readonly task: string
  readonly [key: string]: unknown
}

/** A project file, as plain data. */
export interface FleetFile {
  readonly concurrency?: number
  readonly workers: readonly FileWorker[]
  readonly policy: Readonly<Record<string, unknown>>
  readonly [key: string]: unknown
}

const context = inventedContext()

/** What commands about workers need to know about the machine. */
export const SURROUNDINGS = { roles: context.roles, disk: context.disk } as const

/** Checks the file by the rules of real project files. Returns null if the file has a mistake. The file is JSON, which is valid YAML. */
export function readFleetFile(file: FleetFile): Project | null {
  try {
    return parseProject(JSON.stringify(file), context)
  } catch (error) {
    if (error instanceof ConfigError) return null
    throw error
  }
}
