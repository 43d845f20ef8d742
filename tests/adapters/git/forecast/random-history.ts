/** A file of a made-up commit. A link's text is its target, and a submodule's text is the hash of its commit. */
interface MadeFile {
  readonly mode: '100644' | '100755' | '120000' | '160000'
  readonly text: string
}

type MadeTree = ReadonlyMap<string, MadeFile>

/** Returns a random whole number from 0 to `most`. */
export type Chance = (most: number) => number

const FOLDERS = ['', 'a/', 'b/', 'b/in/']
const LINES = Array.from({ length: 12 }, (_, at) => `line ${at}`)
const blob = (text: string): MadeFile => ({ mode: '100644', text })

/**
 * Makes commits for `git fast-import`, on the branches `0` to `branches - 1`: edits, new, deleted and moved files, moved folders, files in the
 * place of folders, links, submodules, modes, binary files, and merges of other branches.
 */
export function randomHistory(chance: Chance, branches: number): string {
  const commits: string[] = []
  const trees: MadeTree[] = [baseTree()]
  const heads: number[] = []
  const commit = (parents: readonly number[], tree: MadeTree, branch: string) => {
    trees[commits.length] = tree
    commits.push(commitText(commits.length + 1, parents, tree, branch))
    return commits.length - 1
  }
  commit([], baseTree(), 'base')
  for (let branch = 0; branch < branches; branch += 1) {
    let head = chance(2) > 0 || heads.length === 0 ? 0 : (heads[chance(heads.length - 1)] ?? 0)
    for (let left = chance(2); left >= 0; left -= 1) {
      const other = chance(5) === 0 ? (heads[chance(heads.length - 1)] ?? 0) : 0
      const parents = other === 0 || other === head ? [head] : [head, other]
      head = commit(parents, changed(trees[head] ?? baseTree(), chance), `${branch}`)
    }
    if (head === 0) head = commit([0], changed(baseTree(), chance), `${branch}`)
    heads.push(head)
  }
  return `${commits.join('')}done\n`
}

function baseTree(): MadeTree {
  const files = FOLDERS.flatMap(folder =>
    ['one', 'two', 'drei ü'].map(name => [`${folder}${name}`, blob(LINES.map(line => `${folder}${name} ${line}`).join('\n'))] as const),
  )
  return new Map<string, MadeFile>([...files, ['b/bin', blob('x\0y')], ['sub', { mode: '160000', text: '1'.repeat(40) }]])
}

function changed(tree: MadeTree, chance: Chance): MadeTree {
  const files = new Map(tree)
  for (let left = chance(3); left >= 0; left -= 1) changeOnce(files, chance)
  return files
}

/** Long: one case for each kind of change. */
function changeOnce(files: Map<string, MadeFile>, chance: Chance): void {
  const paths = [...files.keys()]
  const path = paths[chance(paths.length - 1)] ?? 'one'
  const file = files.get(path) ?? blob('')
  const target = `${FOLDERS[chance(FOLDERS.length - 1)]}new ${chance(3)}`
  switch (chance(9)) {
    case 0:
      files.delete(path)
      break
    case 1:
      files.delete(path)
      put(files, target, file)
      break
    case 2:
      moveFolder(files, ['a/', 'b/in/', 'b/'][chance(2)] ?? 'a/', ['c/', 'a/in/'][chance(1)] ?? 'c/')
      break
    case 3:
      put(files, target, blob(LINES.with(chance(11), `new ${chance(2)}`).join('\n')))
      break
    case 4:
      files.set(path, { ...file, mode: file.mode === '100644' ? '100755' : file.mode })
      break
    case 5:
      put(files, target, { mode: '120000', text: `to ${chance(1)}` })
      break
    case 6:
      put(files, ['a', 'b', 'one/x', 'sub'][chance(3)] ?? 'a', blob(`in the way ${chance(1)}`))
      break
    case 7:
      put(files, 'sub', { mode: '160000', text: `${2 + chance(3)}`.repeat(40) })
      break
    default: {
      const lines = file.text.split('\n')
      const at = chance(lines.length - 1)
      if (file.mode !== '160000') files.set(path, { ...file, text: lines.with(at, `${lines[at]} ${chance(2)}`).join('\n') })
    }
  }
}

/** Puts a file there. Removes what was in its place: a file where it needs a folder, or a folder. */
function put(files: Map<string, MadeFile>, path: string, file: MadeFile): void {
  for (const other of files.keys()) if (other.startsWith(`${path}/`) || path.startsWith(`${other}/`)) files.delete(other)
  files.set(path, file)
}

function moveFolder(files: Map<string, MadeFile>, from: string, to: string): void {
  for (const [path, file] of [...files]) {
    if (!path.startsWith(from)) continue
    files.delete(path)
    put(files, to + path.slice(from.length), file)
  }
}

function commitText(mark: number, parents: readonly number[], tree: MadeTree, branch: string): string {
  const [first, ...others] = parents
  const from = first === undefined ? '' : `from :${first + 1}\n`
  const merges = others.map(other => `merge :${other + 1}\n`).join('')
  const files = [...tree].map(([path, { mode, text }]) =>
    mode === '160000' ? `M ${mode} ${text} ${path}\n` : `M ${mode} inline ${path}\n${dataOf(text)}`,
  )
  const head = `commit refs/heads/${branch}\nmark :${mark}\ncommitter U <u@example.com> ${mark} +0000\n${dataOf(`Commit ${mark}`)}`
  return `${head}${from}${merges}deleteall\n${files.join('')}\n`
}

function dataOf(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`
}
