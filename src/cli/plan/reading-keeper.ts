import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { closeReadingPlace, openReadingPlace, type ReadingPlace } from '../../adapters/git/worktrees/reading-place.ts'
import { builtProgram } from '../../adapters/processes/built-program.ts'
import { isSameProcess, readProcess } from '../../adapters/processes/process-table.ts'
import { parseJson } from '../../core/text/parse-json.ts'
import { plainText } from '../../core/text/plain-text.ts'
import type { CliIo } from '../io.ts'
import { stateDir } from '../project/state-dir.ts'
import type { KeeperOrder } from './keeper-process.ts'

/** A read-only worktree for a planning agent, which is removed even if this process is killed. */
export interface KeptReading {
  readonly worktree: string
  readonly commit: string
  readonly mark: { readonly name: string; readonly value: string }
  /** Ends what the agent left, and removes the worktree. Returns what could not be removed, in words, or null. */
  readonly close: () => Promise<string | null>
}

const MARK = 'CZAR_PLANNING'
const OWNER = 'keeper.json'

/** Makes the worktree. First it starts a keeper, which cleans up when this process ends in any way. */
export async function openKeptReading(repository: string, base: string, io: CliIo): Promise<KeptReading> {
  const root = `${repository.replace(/\/(?:\.git)?\/?$/, '')}.worktrees`
  const above = join(root, '.planning')
  await sweep(repository, above, io)
  const id = randomUUID()
  const directory = join(above, id.slice(0, 8))
  const lockDir = lockDirOf(io)
  // Agents see the name of the directory, so it is the repository's.
  const place: ReadingPlace = { repo: repository, directory, worktree: join(directory, basename(repository, '.git')), lockDir }
  const mark = { name: MARK, value: id }
  const keeper = startKeeper({ place, mark: `${MARK}=${id}` }, io)
  try {
    const commit = await openReadingPlace(place, base, io.env)
    const row = keeper.pid === undefined ? null : readProcess(keeper.pid)
    await writeFile(join(directory, OWNER), JSON.stringify(row), { mode: 0o600 })
    return { worktree: place.worktree, commit, mark, close: keeper.close }
  } catch (error) {
    await keeper.close()
    throw error
  }
}

function startKeeper(order: KeeperOrder, io: CliIo) {
  // A session of its own: Ctrl-C at the terminal reaches this process, and not the keeper.
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
  child.stdin.write(JSON.stringify(order))
  return {
    pid: child.pid,
    close: () => {
      child.stdin.end()
      return ended
    },
  }
}

/** Removes what is left of plannings whose keeper was killed too. */
async function sweep(repo: string, above: string, io: CliIo): Promise<void> {
  for (const name of await readdir(above).catch(() => [])) {
    const directory = join(above, name)
    const owner = parseJson(await readFile(join(directory, OWNER), 'utf8').catch(() => '')) as
      | Parameters<typeof isSameProcess>[0]
      | undefined
    // A planning that has just begun has no owner yet.
    if (owner == null || isSameProcess(owner)) continue
    const place = { repo, directory, worktree: join(directory, basename(repo, '.git')), lockDir: lockDirOf(io) }
    await closeReadingPlace(place, io.env)
  }
}

/** The directory in which all czars of this user lock a repository, so that they take turns. */
function lockDirOf({ env }: CliIo): string {
  return join(stateDir(env), '.locks')
}
