import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, type Fleet } from '../support/a-fleet.ts'
import { livingProcessesWith } from '../support/living-processes.ts'
import { type Inventory, takeInventory } from './support/git-inventory.ts'
import { STATES } from './support/worktree-states.ts'

/** An agent that takes its brief as the name of a file, and then rests. */
const RESTS = 'while :; do printf "> "; read -r line || exit; done'
/** An agent that ends only by force. Until then it writes files, in its own branch and elsewhere. */
const WRITES = `trap "" TERM HUP INT; printf "> "; i=0; while :; do i=$((i+1)); echo $i > "own-$i"; git add "own-$i"; git commit -qm "own $i"; echo $i > draft; sleep 0.3; done`

/** The processes of the fleet and of people besides the agents, each in a worktree of its own. */
const MORE: readonly { readonly name: string; readonly script: string }[] = [
  { name: 'an index that a killed git left locked', script: 'echo draft > draft; touch "$(git rev-parse --git-dir)/index.lock"' },
  {
    name: 'a branch that a killed git left locked',
    script: 'echo draft > draft; d=$(git rev-parse --git-common-dir); touch "$d/refs/heads/feat/api.lock"',
  },
  { name: 'a HEAD that names nothing git knows', script: 'echo draft > draft; echo nonsense > "$(git rev-parse --git-dir)/HEAD"' },
  { name: 'an index that is damaged', script: 'echo draft > draft; echo nonsense > "$(git rev-parse --git-dir)/index"' },
  { name: 'a large file that nobody committed', script: 'head -c 30000000 /dev/urandom > large' },
  {
    name: 'a filter that fails',
    script:
      'git config filter.broken.clean false; git config filter.broken.required true; echo "*.odd filter=broken" > .gitattributes; echo odd > a.odd',
  },
  { name: 'a loop of links', script: 'ln -s . again; ln -s b a1; ln -s a1 b; echo draft > draft' },
  {
    name: 'a path as deep as git takes',
    script: 'p=.; for i in $(seq 100); do p=$p/0123456789; done; mkdir -p "$p"; echo deep > "$p/file"',
  },
]

/** States whose script needs the worktree of another worker are left out here. They have a test of their own. */
const ALONE = STATES.filter(({ script }) => !script.includes('$DOCS'))
const LAST = (script: string) => (script.includes('git checkout -q feat/api') && script.includes('cd "$REPO"') ? 1 : 0)
const all = [...ALONE, ...MORE].toSorted((left, right) => LAST(left.script) - LAST(right.script))

/** Fleets of about thirty workers, so that a stop does not depend on the machine's load. */
const FLEETS = [0, 1, 2].map(part => all.filter((_, index) => index % 3 === part))

test('the stop tests cover more than 80 states of a worktree', () => {
  expect(all.length).toBeGreaterThan(80)
})

test.each(FLEETS.map((states, part) => ({ part: part + 1, states })))(
  'fault 105: czar stop ends every agent of a fleet with worktrees in all states, and loses no commit and no file (part $part)',
  async ({ states }) => {
    const ids = [...states.keys(), states.length].map(nameOf)
    const fleet = await aFleet('')
    prepare(fleet, ids)
    expect(await fleet.launch()).toMatchObject({ code: 0, stderr: expect.not.stringContaining('czar: ') })
    const paths = new Map<string, string>()
    for (const id of ids) {
      paths.set(id, (await fleet.eventually('worktree.ready', ({ worker }) => worker === id)).path)
      await fleet.eventually('agent.ready', ({ worker }) => worker === id)
    }
    for (const [index, { name, script }] of states.entries())
      bringAbout(fleet, { id: nameOf(index), name, script, path: paths.get(nameOf(index)) ?? '' })
    const before = inventory(fleet)
    const { code, stdout, stderr } = await fleet.run('stop')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const id of ids) expect(stdout).toContain(`${id} has stopped`)
    const after = inventory(fleet)
    expect(
      [...before.files]
        .filter(([path, blob]) => path !== `${paths.get(ids.at(-1) ?? '')}/draft` && after.files.get(path) !== blob)
        .map(([path]) => path),
    ).toEqual([])
    expect([...before.commits].filter(oid => !after.commits.has(oid))).toEqual([])
    expect([...before.reached].filter(oid => !after.reached.has(oid))).toEqual([])
    expect(livingProcessesWith(fleet.directory)).toEqual([])
    report(fleet, { workers: ids.length, before, after })
  },
)

function nameOf(index: number): string {
  return `w${String(index).padStart(2, '0')}`
}

/** The last worker never stops writing. */
function prepare(fleet: Fleet, ids: readonly string[]): void {
  const { directory, repository } = fleet
  writeFileSync(
    join(directory, '.gitconfig'),
    '[user]\nname = User\nemail = user@example.com\n[init]\ndefaultBranch = main\n[protocol "file"]\nallow = always\n',
  )
  const files =
    'printf "node_modules/\\n.env\\n*.log\\nbuild/\\ndata/\\n" > .gitignore; mkdir -p src lib; for f in a b c; do echo $f > src/$f; done; echo l > lib/l; git add -A; git commit -qm second'
  execFileSync('sh', ['-ec', files], { cwd: repository, env: fleet.env })
  const workers = ids.map(
    (id, index) => `  - { id: ${id}, agent: ${index === ids.length - 1 ? 'writes' : 'rests'}, owns: ["own/${id}/**"], task: Rest. }\n`,
  )
  fleet.configure(
    `concurrency: 100\nagents:\n${agent('rests', RESTS)}${agent('writes', WRITES)}policy: { idle_after: 1h, stuck_after: 1h, ack_within: 1h }\nworkers:\n${workers.join('')}`,
  )
}

function agent(name: string, script: string): string {
  return `  ${name}: { command: [sh, -c, ${JSON.stringify(script)}], input: file, ready: { screen: '^> ' }, start_within: 10m }\n`
}

/** Brings a worktree into one state. A state has folders of its own where it needs them, but all states share the repository. */
function bringAbout(
  { repository, directory, env }: Fleet,
  { id, name, script, path }: { id: string; name: string; script: string; path: string },
): void {
  const root = join(directory, 'places', id)
  mkdirSync(root, { recursive: true })
  const own = script.replaceAll('feat/api', `feat/${id}`).replaceAll('echo m > "$REPO/work"', `echo m ${id} > "$REPO/work"`)
  const begin = 'echo work > work; git add work; git commit -qm work'
  const lines = `REPO='${repository}' ROOT='${root}'; { ${begin}; ${own}\n} >/dev/null 2>&1`
  try {
    execFileSync('sh', ['-ec', lines], { cwd: path, env })
  } catch (error) {
    throw new Error(`"${name}" was not brought about in ${path}: ${error}`)
  }
}

function inventory({ repository, directory, env }: Fleet): Inventory {
  const roots = [repository, `${repository}.worktrees`, join(directory, 'places')]
  const parts = roots.map(root => takeInventory(root, env as Readonly<Record<string, string>>))
  return {
    files: new Map(parts.flatMap(({ files }) => [...files])),
    commits: new Set(parts.flatMap(({ commits }) => [...commits])),
    reached: new Set(parts.flatMap(({ reached }) => [...reached])),
  }
}

/** Prints for the person who runs this how many items of each kind there were. */
function report({ projectDir }: Fleet, { workers, before, after }: { workers: number; before: Inventory; after: Inventory }): void {
  const log = readFileSync(join(projectDir, 'supervisor.log'), 'utf8')
  const unsaved = log
    .split('\n')
    .filter(line => line.includes('the uncommitted work could not be saved before the end of the agent')).length
  console.info(
    `stop over ${workers} worktrees: ${before.files.size} files and ${before.commits.size} commits before, 0 lost; ${after.commits.size - before.commits.size} commits added; ${unsaved} worktrees without a snapshot`,
  )
}
