import type { CommitSha } from '../../src/core/model/ids.ts'
import type { FileVersions } from '../../src/core/ports/landing-port.ts'
import { type Repository, treeAt } from './repository.ts'
import type { Part, Tree } from './tree.ts'

/** How many lines a step adds. This number is a guess. */
const LINES_OF_FILE = 12
/** How many lines a task adds at a place where another task adds lines too. This number is a guess. */
const LINES_AT_PLACE = 8

export interface MergedCommit {
  readonly tip: CommitSha
  /** The newest commit of the branch before the worker merged other work into it. It is null if the worker merged nothing. */
  readonly own: CommitSha | null
  readonly result: CommitSha
}

/** The texts of the files that the already merged work changed, for the check whether lines were lost. */
export function fileVersions(repository: Repository, { tip, own, result }: MergedCommit): readonly FileVersions[] {
  const at = (commit: CommitSha) => textsOf(repository, treeAt(repository, commit))
  const [now, mine, then] = [at(tip), own === null ? null : at(own), at(result)]
  return [...now.keys()].map(path => ({
    path,
    base: null,
    tip: now.get(path) ?? null,
    own: mine === null ? null : (mine.get(path) ?? ''),
    result: then.get(path) ?? '',
  }))
}

/** The text of each file. Every line contains its task, its place and a number, so that no two lines are equal by chance. */
function textsOf({ meetings }: Repository, tree: Tree): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  const add = (path: string, what: string, count: number) => {
    const lines = Array.from({ length: count }, (_, at) => `${what.replaceAll(/\W/g, '_')}_${wordFor(at)}()`)
    texts.set(path, [texts.get(path) ?? [], ...lines].flat().join('\n'))
  }
  for (const part of tree.parts.values()) {
    for (const path of ownFiles(part)) add(path, `${part.task} ${path}`, LINES_OF_FILE)
    for (const meeting of meetings) {
      const damage = tree.damage.get(meeting.id)
      const isLost = damage?.kind === 'lost' && damage.task === part.task
      if (isAtPlace(meeting.kind) && part.places.has(meeting.id) && !isLost)
        add(meeting.path, `${part.task} at ${meeting.id}`, LINES_AT_PLACE)
    }
  }
  return texts
}

function ownFiles({ files }: Part): readonly string[] {
  return [...files].filter(path => !path.startsWith('src/common/'))
}

function isAtPlace(kind: string): boolean {
  return kind === 'conflict' || kind === 'addition'
}

function wordFor(at: number): string {
  return ['reads', 'keeps', 'drops', 'writes', 'finds', 'sorts', 'joins', 'cuts', 'opens', 'shuts', 'counts', 'names'][at] ?? `line${at}`
}
