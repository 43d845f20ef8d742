import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

interface Kept {
  readonly folders: readonly string[]
  readonly files: ReadonlyMap<string, Buffer>
}

let kept: Promise<Kept> | null = null

/** Writes a repository with one commit on main (README.md) into `repo`. git makes it once in this process: five programs less a test. */
export async function writeFirstCommit(repo: string, run: (args: readonly string[], cwd: string) => string): Promise<void> {
  kept ??= makeOnce(run)
  const { folders, files } = await kept
  for (const folder of ['', ...folders]) await mkdir(join(repo, folder), { recursive: true })
  for (const [name, content] of files) await writeFile(join(repo, name), content)
  // The index knows the files by their inodes.
  run(['update-index', '-q', '--refresh'], repo)
}

async function makeOnce(run: (args: readonly string[], cwd: string) => string): Promise<Kept> {
  const model = await mkdtemp(join(tmpdir(), 'czar-model-'))
  try {
    run(['init', '-q'], model)
    await writeFile(join(model, 'README.md'), 'one\n')
    run(['add', '-A'], model)
    run(['commit', '-q', '-m', 'Change README.md'], model)
    return await readAll(model)
  } finally {
    await rm(model, { recursive: true, force: true })
  }
}

async function readAll(model: string): Promise<Kept> {
  const entries = (await readdir(model, { recursive: true, withFileTypes: true })).filter(({ name }) => !name.endsWith('.sample'))
  const pathOf = ({ parentPath, name }: { parentPath: string; name: string }) => join(parentPath, name).slice(model.length + 1)
  const contents = entries
    .filter(entry => entry.isFile())
    .map(async entry => [pathOf(entry), await readFile(join(model, pathOf(entry)))] as const)
  return { folders: entries.filter(entry => entry.isDirectory()).map(pathOf), files: new Map(await Promise.all(contents)) }
}
