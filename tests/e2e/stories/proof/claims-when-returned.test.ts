import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, type Fleet } from '../../../support/a-fleet.ts'
import { until } from '../../../support/until.ts'

interface Story {
  /** What the later worker does after its claim, without waiting for another text. */
  readonly after?: readonly string[]
  readonly rework: readonly string[]
}

const merges = [
  String.raw`run: "git merge -q omnibus/fleet; printf 'a\\nb\\nONE\\nTWO\\nd\\n' > src/list.txt; git add -A; git commit -qm both"`,
  'done: "both are there"',
]

/** Two workers that change the same line. The second begins when the work of the first is merged, but starts from the same base. */
async function twoInConflict(story: (fleet: Fleet) => Story): Promise<Fleet> {
  const fleet = await aFleet('')
  const { after = [], rework } = story(fleet)
  const first = join(fleet.directory, 'first')
  const worker = (id: string, steps: readonly string[], more: readonly string[] = []) => {
    const block = (kind: string, list: readonly string[]) =>
      list.length === 0 ? '' : `      \`\`\`scripted${kind}\n${list.map(step => `      - ${step}\n`).join('')}      \`\`\`\n\n`
    return `  - id: ${id}\n    accept: ["grep -q ${id.toUpperCase()} src/list.txt"]\n    task: |\n      Work for ${id}.\n\n${block('', steps)}${block(' rework', more)}`
  }
  const writes = (word: string) => [`ack: "Write ${word}"`, `run: "sed -i 's/^c$/${word}/' src/list.txt"`, `commit: "${word}"`]
  const claims = 'run: "czar report done --task two.1 done"'
  const workers = [
    worker('one', [...writes('ONE'), 'done: "it is there"']),
    worker('two', [...writes('TWO'), `wait_for: { file: ${first} }`, claims, ...after], rework),
  ]
  fleet.configure(`policy: { idle_after: 20s }\nworkers:\n${workers.join('')}`)
  mkdirSync(join(fleet.repository, 'src'), { recursive: true })
  writeFileSync(join(fleet.repository, 'src', 'list.txt'), 'a\nb\nc\nd\n')
  fleet.git('add', '-A')
  fleet.git('commit', '-q', '-m', 'A list')
  await fleet.launch()
  await fleet.eventually('train.advanced')
  writeFileSync(first, '')
  return fleet
}

async function expectBoth(fleet: Fleet): Promise<void> {
  await fleet.eventually('project.finished', ({ verified }) => verified === 2)
  expect(fleet.git('show', 'omnibus/fleet:src/list.txt')).toBe('a\nb\nONE\nTWO\nd')
  await until(fleet.status, ({ train }) => train?.tested.length === 2)
  expect(fleet.events().filter(({ kind }) => kind === 'attention.raised')).toEqual([])
}

test('an agent claims again in the turn in which its task returned: it gets the rework then, and both sides are merged into one tree', async () => {
  const fleet = await twoInConflict(({ directory }) => ({
    after: [`wait_for: { file: ${join(directory, 'returned')} }`, 'done: "as I said"'],
    rework: merges,
  }))
  await fleet.eventually('train.returned')
  writeFileSync(join(fleet.directory, 'returned'), '')
  await expectBoth(fleet)
})

test('an agent answers the first return with the same claim: it gets the rework again, and merges', async () => {
  const fleet = await twoInConflict(({ directory }) => ({
    after: ['idle'],
    rework: [
      `run: "test -e ${directory}/told || { touch ${directory}/told; czar report done --task two.1 done; exit; }; ${String.raw`git merge -q omnibus/fleet; printf 'a\\nb\\nONE\\nTWO\\nd\\n' > src/list.txt; git add -A; git commit -qm both; czar report done --task two.1 both`}"`,
      'idle',
    ],
  }))
  await expectBoth(fleet)
  expect(fleet.events().filter(({ kind }) => kind === 'train.returned')).toHaveLength(2)
})
