import { makeProvenFleet, type ProvenFleet } from './lost-lines/proven-fleet.ts'

/**
 * Checks that czar loses no line while it merges work, tests it and puts it on base. In some cases the user's own files are in the way,
 * base is rewritten, or a branch is gone. `kill -9` comes at each git step of `czar merge`, of `czar land` and of a fleet that merges. Run:
 * node bench/lost-lines.ts [STRIDE]. It kills at each STRIDEth step (default 1).
 */
const STRIDE = Number(process.argv[2] ?? 1)

interface Row {
  readonly what: string
  readonly runs: number
  readonly lines: number
  readonly lost: number
  /** Whether the case came to the expected end. */
  readonly right: boolean
}

const fleet = await makeProvenFleet()
try {
  const rows = [
    ...(await withFilesInTheWay()),
    await withRewrittenBase(),
    await withDeletedBranches(),
    await killedAtEachStep('kill -9 in `czar merge`', ['merge'], []),
    await killedAtEachStep('kill -9 in `czar land`', ['land'], ['merge']),
    await killedAtEachStep('kill -9 in the train of a fleet', ['launch', 'czar.yaml', '--foreground'], []),
  ]
  console.table(rows)
  const lost = rows.reduce((sum, row) => sum + row.lost, 0)
  process.stdout.write(`lost lines: ${lost}\n`)
  process.exitCode = lost > 0 || rows.some(({ right }) => !right) ? 1 : 0
} finally {
  fleet.remove()
}

/**
 * Base is checked out, so czar only prints the command that moves it. Git refuses that command if one of the user's files is in the way.
 */
async function withFilesInTheWay(): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const [what, path] of [
    ['an untracked file in the way', 'fine.txt'],
    ['a changed file in the way', 'list.txt'],
    ['a changed file apart', 'README.md'],
  ] as const) {
    await fleet.restore()
    fleet.write(path, `a line of the user in ${path}\nand one more\n`)
    const before = fleet.lines()
    await fleet.czar('merge')
    const refused = await fleet.czar('land')
    const command = /git .*merge --ff-only [0-9a-f]+/.exec(refused)?.[0] ?? ''
    const isMerged = command !== '' && fleet.shell(command)
    rows.push({ what, runs: 1, ...count(before), right: command !== '' && isMerged === (path === 'README.md') })
  }
  return rows
}

async function withRewrittenBase(): Promise<Row> {
  await fleet.restore()
  await fleet.czar('merge')
  fleet.write('README.md', '# Another beginning\n')
  fleet.git('commit', '-q', '--amend', '-a', '-m', 'Begin otherwise')
  const before = fleet.lines()
  const refused = await fleet.czar('land')
  return { what: 'a base that was rewritten', runs: 1, ...count(before), right: !fleet.isLanded() && refused.includes('untested') }
}

async function withDeletedBranches(): Promise<Row> {
  await fleet.restore()
  const before = fleet.lines()
  fleet.git('checkout', '-q', '--detach')
  for (const branch of fleet.branches()) fleet.git('update-ref', '-d', `refs/heads/${branch}`)
  await fleet.czar('merge')
  await fleet.czar('land')
  // Czar keeps the work of a deleted branch. The work comes to base only when the branch is back.
  return { what: 'the branches of the workers deleted', runs: 1, ...count(before), right: !fleet.isLanded() }
}

/** Kills at each step, in turn before the step and after the step. */
async function killedAtEachStep(what: string, words: readonly string[], first: readonly string[]): Promise<Row> {
  let [runs, lines, lost] = [0, 0, 0]
  let right = true
  for (let step = 1; ; step += STRIDE) {
    await fleet.restore()
    // Base must not be checked out anywhere, so that czar can move it.
    fleet.git('checkout', '-q', '--detach')
    fleet.write('untracked.txt', 'a line of the user\n')
    for (const word of first) await fleet.czar(word)
    const before = fleet.lines()
    const isKilled = await fleet.kill(words, step, runs % 2 === 0 ? 'before' : 'after')
    lost += count(before).lost
    await fleet.czar('merge')
    await fleet.czar('land')
    const counted = count(before)
    lost += counted.lost
    lines += counted.lines
    right &&= fleet.isLanded()
    if (!isKilled) return { what, runs, lines, lost, right: right && runs > 0 }
    runs += 1
  }
}

function count(before: ReturnType<ProvenFleet['lines']>): Pick<Row, 'lines' | 'lost'> {
  const after = fleet.linesNow()
  const lost = [...before].filter(line => !after.has(line))
  for (const line of lost) process.stdout.write(`lost: ${line}\n`)
  return { lines: before.size, lost: lost.length }
}
