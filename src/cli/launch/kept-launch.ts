import { join } from 'node:path'
import { readRegularFile } from '../../adapters/status/files/read-regular-file.ts'
import { replaceFile } from '../../adapters/status/files/replace-file.ts'
import type { AlertChannel } from '../../config/load-alert-channels.ts'
import type { Project } from '../../core/model/project.ts'
import { parseJson } from '../../core/text/parse-json.ts'
import { packageVersion } from '../package-root.ts'
import { digestOf } from '../project/digest.ts'
import type { Launch } from './prepare-launch.ts'

/** The project as a person launched it. A watchdog relaunches exactly this project, even if the project file has changed since. */
export interface KeptLaunch {
  /** The version of czar at the launch. Another version may read the same file in another way. */
  readonly version: string
  readonly project: Project
  readonly alertChannels: readonly AlertChannel[]
  /** The hash of the project file at the launch. It is null if the file could not be read then. */
  readonly fileDigest: string | null
}

const MAX_BYTES = 256 * 1024 * 1024

/**
 * Stores a launch beside the journal (mode 0600) and returns the hash of the written file. The watchdog keeps this hash in memory, so it
 * notices if the file is replaced. The same launch always gives the same bytes. So if a supervisor dies at once, the hash that the previous
 * watchdog remembers is still valid.
 */
export function keepLaunch({ place, project, alertChannels, fileDigest }: Launch): string {
  const kept: KeptLaunch = { version: packageVersion(), project, alertChannels, fileDigest }
  const text = `${JSON.stringify(kept)}\n`
  replaceFile(fileIn(place.directory), text)
  return digestOf(text)
}

/** Stores a launch like `keepLaunch`, but a full disk does not stop the launch. Returns null if nothing was stored. */
export function tryKeepLaunch(launch: Launch): string | null {
  try {
    return keepLaunch(launch)
  } catch {
    return null
  }
}

/** Reads the project that was launched last. Its hash is not checked, so it serves only for comparison. Returns null if it is unknown. */
export function readLastProject(projectDir: string): Project | null {
  const reading = readRegularFile(fileIn(projectDir), { maxBytes: MAX_BYTES })
  const kept = reading.kind === 'read' ? (parseJson(reading.text) as Partial<KeptLaunch> | null | undefined) : null
  const project = kept?.project
  return Array.isArray(project?.workers) && Array.isArray(project?.bonus) ? project : null
}

/** Reads the stored launch. Returns null if the file is gone, or differs from what was stored. */
export function readKeptLaunch(projectDir: string, digest: string): KeptLaunch | null {
  const reading = readRegularFile(fileIn(projectDir), { maxBytes: MAX_BYTES })
  if (reading.kind !== 'read' || digestOf(reading.text) !== digest) return null
  return parseJson(reading.text) as KeptLaunch
}

function fileIn(projectDir: string): string {
  return join(projectDir, 'launched.json')
}
