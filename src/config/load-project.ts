import { readdir, readFile, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { ConfigError } from '../core/model/errors.ts'
import type { Project } from '../core/model/project.ts'
import { shellWord } from '../core/text/shell-word.ts'
import type { ParseContext } from './context.ts'
import { loadProfiles } from './load-profiles.ts'
import { type ProjectFile, parseProjectFile } from './parse-project.ts'
import { realDisk } from './real-disk.ts'
import { decodeUtf8 } from './text/decode-utf8.ts'

export interface LoadOptions {
  /** The directory of the built-in agent profiles, config/agents. */
  readonly profilesDir: string
  /** The directory of the roles, prompts/roles, with one .md file per role. */
  readonly rolesDir: string
  /** The directory of the workflows, config/workflows, with one .yaml file per workflow. */
  readonly workflowsDir: string
  /** The directory for clones of repositories that are given as a URL. */
  readonly cloneDir: string
}

const MEBIBYTE = 1024 * 1024

/** The largest size of a project file, including the tasks that are written in it. */
const LARGEST_BYTES = 8 * MEBIBYTE

/**
 * Reads and checks a project file. If there are mistakes, throws a ConfigError whose `details` list them all as `file:line:column:
 * message`.
 */
export async function loadProject(file: string, options: LoadOptions): Promise<Project> {
  return (await loadProjectFile(file, options)).project
}

/** The text of a project file that is not written yet, with the task files that it names, by their absolute paths. */
export interface UnwrittenFiles {
  readonly file: string
  readonly shownAs: string
  readonly text: string
  readonly taskFiles: ReadonlyMap<string, string>
}

/** Checks a project file before it is written, exactly as `loadProject` checks it afterwards. */
export async function checkUnwritten({ file, shownAs, text, taskFiles }: UnwrittenFiles, options: LoadOptions): Promise<ProjectFile> {
  const disk = realDisk()
  const readTask: typeof disk.readTask = path => {
    const unwritten = taskFiles.get(path)
    return unwritten === undefined ? disk.readTask(path) : { bytes: Buffer.from(unwritten) }
  }
  return parseProjectFile(text, { ...contextOf(file, options, await readKnown(options)), shownAs, disk: { ...disk, readTask } })
}

/** Does the same as `loadProject`, and also returns the addresses of the alert channels. */
export async function loadProjectFile(file: string, options: LoadOptions): Promise<ProjectFile> {
  const [text, known] = await Promise.all([readText(file), readKnown(options)])
  return parseProjectFile(text, contextOf(file, options, known))
}

type Known = Pick<ParseContext, 'builtIn' | 'roles' | 'workflows'>

async function readKnown({ profilesDir, rolesDir, workflowsDir }: LoadOptions): Promise<Known> {
  const [builtIn, roles, names] = await Promise.all([loadProfiles(profilesDir), roleNames(rolesDir), namesIn(workflowsDir, '.yaml')])
  return { builtIn, roles, workflows: { directory: workflowsDir, names } }
}

function contextOf(file: string, { cloneDir }: LoadOptions, known: Known): ParseContext {
  return {
    ...known,
    file: resolve(file),
    shownAs: file,
    homeDir: homedir(),
    zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    cloneDir: resolve(cloneDir),
    disk: realDisk(),
  }
}

async function readText(file: string): Promise<string> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => error)
  if (found instanceof Error)
    throw found.code === 'ENOENT' ? unreadable(file, 'it does not exist', `czar init ${shellWord(file)}`) : unreadable(file, found.message)
  if (found.isDirectory()) throw unreadable(file, 'it is a directory', `czar validate ${shellWord(join(file, 'czar.yaml'))}`)
  if (!found.isFile()) throw unreadable(file, 'it is not a regular file')
  if (found.size > LARGEST_BYTES)
    throw unreadable(
      file,
      `it has ${mebibytes(found.size)} MiB, and the limit is ${LARGEST_BYTES / MEBIBYTE} MiB; put long tasks into files`,
    )
  const bytes = await readFile(file).catch((error: Error) => error)
  if (bytes instanceof Error) throw unreadable(file, bytes.message)
  const decoded = decodeUtf8(bytes)
  if ('offset' in decoded) throw unreadable(file, `it is not UTF-8 at byte ${decoded.offset} (line ${decoded.line}); save it as UTF-8`)
  return decoded.text
}

function unreadable(file: string, reason: string, hint = `ls -l ${shellWord(file)}`): ConfigError {
  return new ConfigError(`project file ${file} cannot be read: ${reason}`, { hint })
}

function mebibytes(bytes: number): string {
  return (Math.ceil((bytes * 10) / MEBIBYTE) / 10).toFixed(1)
}

/** The names of the files with this ending, without it. */
async function namesIn(directory: string, ending: string): Promise<readonly string[]> {
  return (await readdir(directory)).filter(file => file.endsWith(ending)).map(file => basename(file, ending))
}

export function roleNames(directory: string): Promise<readonly string[]> {
  return namesIn(directory, '.md')
}
