import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Fleet } from '../../support/a-fleet.ts'
import { until } from '../../support/until.ts'
import { aMixedFleet } from '../support/a-real-fleet.ts'
import { fleetStory } from '../support/fleet-story.ts'
import { mergingSteps } from '../support/merging-steps.ts'
import type { Answer, Turn } from '../support/model-answer.ts'
import { claude } from '../support/programs/claude.ts'
import { codex } from '../support/programs/codex.ts'
import { gemini } from '../support/programs/gemini.ts'
import { opencode } from '../support/programs/opencode.ts'
import type { RealAgent } from '../support/real-agent.ts'

const SLUG = `export function slugify(title) {
  const plain = title.normalize('NFKD').replace(/[^\\w\\s-]/g, '')
  const words = plain.trim().toLowerCase().split(/\\s+/)
  const short = words.filter(word => word.length > 0).slice(0, 8)
  if (short.length === 0) throw new RangeError('a title needs a word')
  return short.join('-')
}
`
const NAMES = 'name=new\n'
const LIST = 'a\nb\nLEFT\nRIGHT\nd\n'

/** The change of each worker. Worker `breaks` expects the old name, so its accept command fails on a tree in which the name was changed. */
const CHANGES = {
  fine: { file: 'src/config', content: NAMES, merged: NAMES, accept: 'grep -q name=new src/config', text: 'Give src/config the new name.' },
  breaks: {
    file: 'src/expected',
    content: 'name=old\n',
    merged: NAMES,
    accept: 'cmp src/config src/expected',
    text: 'Write src/expected, like src/config.',
  },
  left: { file: 'src/list.txt', content: 'a\nb\nLEFT\nd\n', merged: LIST, accept: 'grep -q LEFT src/list.txt', text: 'Write LEFT.' },
  right: { file: 'src/list.txt', content: 'a\nb\nRIGHT\nd\n', merged: LIST, accept: 'grep -q RIGHT src/list.txt', text: 'Write RIGHT.' },
  slug: { file: 'src/slug.js', content: SLUG, merged: SLUG, accept: 'grep -rqs "export function slugify" src', text: 'Write slugify.' },
  words: {
    file: 'src/words.js',
    content: SLUG.replaceAll('title', 'heading').replaceAll('plain', 'ascii'),
    merged: '',
    accept: 'grep -rqs "export function slugify" src',
    text: 'Write a function that makes a slug.',
  },
} as const
type Id = keyof typeof CHANGES

/** Each program has a worker whose task may be sent back. The four programs work at the same time. */
const PROGRAMS: Readonly<Record<Id, RealAgent>> = {
  fine: gemini,
  breaks: claude,
  left: codex,
  right: opencode,
  slug: claude,
  words: gemini,
}

const model = (agent: RealAgent) => ({
  agent,
  answer: (turn: Turn): Answer | null => {
    // Task `fine` is sent back only if it is proven later than `breaks`. In that case src/expected contains the work of `breaks`.
    const change = CHANGES[turn.worker as Id]
    const isLate = turn.worker === 'fine' && turn.kind === 'rework'
    return mergingSteps(agent, turn, isLate ? { ...change, file: 'src/expected' } : change)[turn.step] ?? null
  },
})

function worker(id: Id): string {
  const { accept, text } = CHANGES[id]
  return `  - id: ${id}\n    agent: ${PROGRAMS[id].name}\n    accept: [${JSON.stringify(accept)}]\n    task: ${text}\n`
}

function addFiles({ repository, git }: Fleet): void {
  mkdirSync(join(repository, 'src'), { recursive: true })
  writeFileSync(join(repository, 'src', 'list.txt'), 'a\nb\nc\nd\n')
  writeFileSync(join(repository, 'src', 'config'), 'name=old\n')
  git('add', '-A')
  git('commit', '-q', '-m', 'A list and a configuration')
  // Base is not checked out anywhere, so the czar can move it.
  git('checkout', '-q', '--detach')
}

test("four agent programs have six tasks: two conflict, two are the same, one breaks another's build; one tested tree lands without a person", {
  timeout: 900_000,
}, async () => {
  const { fleet } = await aMixedFleet([claude, codex, opencode, gemini].map(model), {
    workers: (Object.keys(CHANGES) as Id[]).map(worker).join(''),
    policy: '{ merge: { land: when_finished } }',
    patienceMs: 800_000,
  })
  addFiles(fleet)
  expect(await fleet.launch()).toMatchObject({ code: 0, stderr: '' })
  await fleet.eventually('project.finished', ({ verified }) => verified === 6)

  const { git } = fleet
  const { tasks, attention } = await until(fleet.status, ({ train }) => train?.landed.length === 6)
  expect(attention).toEqual([])
  expect(git('rev-parse', 'main')).toBe(git('rev-parse', 'omnibus/fleet'))
  expect(git('show', 'main:src/list.txt')).toBe(LIST.trimEnd())
  expect([git('show', 'main:src/config'), git('show', 'main:src/expected')]).toEqual(['name=new', 'name=new'])
  const twins = tasks.filter(({ id }) => id === 'slug' || id === 'words')
  expect(twins.filter(({ proven_by: by }) => by !== null)).toHaveLength(1)
  expect(git('ls-tree', '-r', '--name-only', 'main', 'src/').split('\n')).toHaveLength(4)
  expect(new Set(fleetStory(fleet, 'train.set_aside').map(({ because }) => because))).toEqual(new Set(['conflict', 'red']))
  expect(fleetStory(fleet, 'agent.turn').filter(({ turn }) => turn === 'waiting')).toEqual([])
  expect(fleetStory(fleet, 'attention.raised')).toEqual([])
})
