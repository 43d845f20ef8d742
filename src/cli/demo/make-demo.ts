import { cp, mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { packageRoot } from '../package-root.ts'

export interface Demo {
  readonly directory: string
  readonly projectFile: string
  readonly repository: string
}

const README = `# The weather station\n\nA small repository that czar's demo works in.\n`

/** Makes a fresh directory with a small repository and the demo's project file beside it. */
export async function makeDemo(): Promise<Demo> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'czar-demo-')))
  const repository = join(directory, 'repository')
  await mkdir(join(repository, 'src'), { recursive: true })
  await writeFile(join(repository, 'README.md'), README)
  await writeFile(join(repository, '.gitignore'), 'readings.txt\n')
  const git = execa({ cwd: repository, env: { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' } })
  await git`git init -q -b main`
  // The workers commit in worktrees of this repository. With an author in the repository's own settings, they can do so on a machine where
  // git has no author.
  await git`git config user.name ${'Weather Station'}`
  await git`git config user.email ${'station@example.com'}`
  await git`git add -A`
  await git`git commit -q -m ${'A weather station'}`
  const projectFile = join(directory, 'demo.yaml')
  await cp(join(packageRoot, 'config', 'demo.yaml'), projectFile)
  return { directory, projectFile, repository }
}
