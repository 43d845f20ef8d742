import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createReadOnlyWorktree, type ReadOnlyWorktree } from '../../adapters/git/worktrees/read-only-worktree.ts'
import { builtProgram } from '../../adapters/processes/built-program.ts'
import { isSameProcess, type ProcessRow, readProcess } from '../../adapters/processes/process-table.ts'
import { parseJson } from '../../core/text/parse-json.ts'
import { plainText } from '../../core/text/plain-text.ts'
import type { CliIo } from '../io.ts'
import { stateDir } from '../project/state-dir.ts'
import { cleanUp, type PlanningRest } from './clean-up.ts'

/** A read-only worktree for a planning agent. The worktree is removed even if this process is killed. */
export interface KeptReading {
  readonly worktree: string
  readonly commit: string
  readonly mark: { readonly name: string; readonly value: string }
  /** Ends what the agent left running, and removes the worktree. Returns a text about what could not be removed, or null. */
  readonly close: () => Promise<string | null>
}

const MARK = 'CZAR_PLANNING'
const OWNER = 'keeper.json'

/** Makes the worktree. It first starts a keeper, which cleans up after this process ends, however it ends. */
export async function openKeptReading(repository: string, base: string, io: CliIo): Promise<KeptReading> {
  const root = `${repository.replace(/\/(?:\.git)?\/?$/, '')}.worktrees`
  const above = join(root, '.planning')
  await sweep(repository, above, io)
  const id = randomUUID()
  const directory = join(above, id.slice(0, 8))
  const place = placeIn(directory, repository, io)
  const mark = { name: MARK, value: id }
  const rest: PlanningRest = { place, mark: `${MARK}=${id}` }
  const keeper = startKeeper(rest, io)
  try {
    const commit = await createReadOnlyWorktree(place, base, io.env)
    const owned: Owned = { ...rest, keeper: keeper.pid === undefined ? null : readProcess(keeper.pid) }
    await writeFile(join(directory, OWNER), JSON.stringify(owned), { mode: 0o600 })
    return { worktree: place.worktree, commit, mark, close: keeper.close }
  } catch (error) {
    await keeper.close()
    throw error
  }
}

function startKeeper(request: PlanningRest, io: CliIo) {
  // The keeper has a session of its own. So Ctrl-C at the terminal reaches this process and not the keeper.
  const child = spawn(process.execPath, [builtProgram('planning-keeper')], {
    env: io.env,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const ended = new Promise<string | null>(resolve => {
    child.once('error', error => resolve(error.message))
    child.once('close', code => resolve(said !== '' ? plainText(said, 600) : code === 0 ? null : `it ended with ${code}`))
  })
  child.stdin.on('error', () => {})
  child.stdin.write(JSON.stringify(request))
  return {
    pid: child.pid,
    close: () => {
      child.stdin.end()
      return ended
    },
  }
}

/** This file lists what a planning leaves to clean up, and names the process that cleans up. */
interface Owned extends PlanningRest {
  readonly keeper: ProcessRow | null
}

/** Cleans up after plannings whose keeper was killed too. */
async function sweep(repository: string, above: string, io: CliIo): Promise<void> {
  for (const name of await readdir(above).catch(() => [])) {
    const owned = parseJson(await readFile(join(above, name, OWNER), 'utf8').catch(() => '')) as Owned | undefined
    // A planning that has just begun has no such file yet.
    if (owned?.keeper == null || isSameProcess(owned.keeper)) continue
    await cleanUp({ mark: owned.mark, place: placeIn(join(above, name), repository, io) }, io.env)
  }
}

function placeIn(directory: string, repo: string, { env }: CliIo): ReadOnlyWorktree {
  // Agents see the name of the worktree's directory, so the directory has the repository's name. All czars of this user keep the locks of
  // repositories in one directory.
  return { repo, directory, worktree: join(directory, basename(repo, '.git')), lockDir: join(stateDir(env), '.locks') }
}
