import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const FILES = 5_000

/** A repository of 5,000 files and 35 MB, in the folders `folder0` to `folder49`, with one commit on `main`. */
export async function makeLargeRepository(repository: string): Promise<void> {
  for (let folder = 0; folder < FILES / 100; folder++) {
    await mkdir(join(repository, `folder${folder}`), { recursive: true })
    await Promise.all(
      Array.from({ length: 100 }, (_, file) =>
        writeFile(join(repository, `folder${folder}`, `file${file}.txt`), `${folder} ${file}\n`.repeat(800)),
      ),
    )
  }
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', ...words], { cwd: repository })
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('commit', '-q', '-m', 'five thousand files')
}

/**
 * The text of a project file for that repository, to be written into the folder that holds `repository`. Its scripted agents take their
 * task and then wait.
 */
export function stallingProject(project: string, workers: number): string {
  const entries = Array.from(
    { length: workers },
    (_, index) =>
      `  - id: w${index}\n    owns: ["folder${index}/**"]\n    task: |\n      Task ${index} of the bench.\n\n      \`\`\`scripted\n      - stall: forever\n      \`\`\`\n`,
  )
  return `project: ${project}\nrepo: ./repository\nagent: scripted\nworkers:\n${entries.join('')}`
}
