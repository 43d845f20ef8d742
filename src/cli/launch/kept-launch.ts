import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readRegularFile } from '../../adapters/status/files/read-regular-file.ts'
import { replaceFile } from '../../adapters/status/files/replace-file.ts'
import type { AlertWay } from '../../config/load-alert-ways.ts'
import type { Project } from '../../core/model/project.ts'
import { parseJson } from '../../core/text/parse-json.ts'
import { packageVersion } from '../package-root.ts'
import type { Launch } from './prepare-launch.ts'

/** The project as a person launched it: a watchdog launches this again, whatever has become of the file since. */
export interface KeptLaunch {
  /** Of czar: another one may build another project from the same file. */
  readonly version: string
  readonly project: Project
  readonly alertWays: readonly AlertWay[]
  /** Of the file at the launch; null: it could not be read then. */
  readonly fileDigest: string | null
}

const MAX_BYTES = 256 * 1024 * 1024

/**
 * Keeps a launch beside the journal (0600) and returns the digest of what was written. The watchdog holds that digest in its own
 * process, so a file that somebody else has written there is known. The same launch is kept in the same words each time: a
 * supervisor that dies at once leaves the watchdog before it what that one knows.
 */
export function keepLaunch({ place, project, alertWays, fileDigest }: Launch): string {
  const kept: KeptLaunch = { version: packageVersion(), project, alertWays, fileDigest }
  const text = `${JSON.stringify(kept)}\n`
  replaceFile(fileIn(place.directory), text)
  return digestOf(text)
}

/** The same, where a full disk keeps nothing from going on; null: nothing was kept. */
export function tryKeepLaunch(launch: Launch): string | null {
  try {
    return keepLaunch(launch)
  } catch {
    return null
  }
}

/** The project as it was launched last, to be compared with: nobody vouches for it. null: nobody knows. */
export function readLastProject(projectDir: string): Project | null {
  const reading = readRegularFile(fileIn(projectDir), { maxBytes: MAX_BYTES })
  const kept = reading.kind === 'read' ? (parseJson(reading.text) as Partial<KeptLaunch> | null | undefined) : null
  const project = kept?.project
  return Array.isArray(project?.workers) && Array.isArray(project?.bonus) ? project : null
}

/** null: it is gone, or is not what was kept. */
export function readKeptLaunch(projectDir: string, digest: string): KeptLaunch | null {
  const reading = readRegularFile(fileIn(projectDir), { maxBytes: MAX_BYTES })
  if (reading.kind !== 'read' || digestOf(reading.text) !== digest) return null
  return parseJson(reading.text) as KeptLaunch
}

/** Of a file as it is now; null: it cannot be read. A pipe would wait for somebody who writes into it. */
export function digestOfFile(file: string): string | null {
  try {
    return statSync(file).isFile() ? digestOf(readFileSync(file)) : null
  } catch {
    return null
  }
}

function digestOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

function fileIn(projectDir: string): string {
  return join(projectDir, 'launched.json')
}
