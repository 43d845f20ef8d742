import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readAdded } from '../../src/adapters/git/duplicates/read-added.ts'
import { openRepository } from '../../src/adapters/git/repository/repository.ts'
import type { CommitSha } from '../../src/core/model/ids.ts'
import type { AddedWork } from '../../src/core/ports/duplicates-port.ts'

/** One change from a real history. */
export interface Sample {
  readonly sha: string
  readonly subject: string
  readonly work: AddedWork
}

/** Matches messages of commits that revert, repeat or only move another commit. Such a commit is no work of its own. */
const NO_WORK =
  /\b(?:revert|reland|re-apply|reapply|backport|cherry.?pick|rename|move|format|lint|prettier|release|bump|merge|monorepo|migrat\w*)\b|^v?\d+\.\d+/i

/** Reads at most `most` commits of a history that add code, newest first. */
export async function readSamples(directory: string, most: number): Promise<readonly Sample[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'duplicates-'))
  const folders = { worktreesDir: scratch, scratchDir: scratch, lockDir: scratch }
  try {
    const options = { repo: directory, base: 'HEAD', branches: [], env: process.env, commonDir: directory, ...folders }
    const repository = await openRepository(options as unknown as Parameters<typeof openRepository>[0])
    const samples: Sample[] = []
    for (const line of execFileSync('git', ['log', '--no-merges', '--format=%H %P%x09%s', 'HEAD'], {
      cwd: directory,
      encoding: 'utf8',
      maxBuffer: 1e9,
    }).split('\n')) {
      const [commits = '', subject = ''] = line.split('\t')
      const [head, from] = commits.split(' ') as CommitSha[]
      if (head === undefined || from === undefined || NO_WORK.test(subject)) continue
      // A stored repository may lack large files of its history. Such a commit is skipped.
      const work = await readAdded(repository, { head, from, foreign: [], uncommitted: null }).catch(() => null)
      if (work !== null && linesOf(work) >= LEAST_LINES) samples.push({ sha: head, subject, work })
      if (samples.length >= most) break
    }
    return samples
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

const LEAST_LINES = 12

function linesOf({ files }: AddedWork): number {
  return files.reduce((sum, { lines }) => sum + lines.length, 0)
}
