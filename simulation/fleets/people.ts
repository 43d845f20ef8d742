import type { Command } from '../../src/core/events/command.ts'
import { clashWithAdded } from '../../src/supervisor/commands/added-workers.ts'
import type { Random } from '../random.ts'
import { MINUTE_MS } from '../times.ts'
import type { World } from '../world.ts'

import { give, PERSON } from './command.ts'
import { type FleetFile, readFleetFile } from './fleet-file.ts'
import { areaAt } from './plan-fleet.ts'

const LONGEST_MS = 240 * MINUTE_MS

/** Plans what people do while the fleet runs. In half of the runs nobody is there. */
export function planPeople(world: World): void {
  const { fleet } = world
  if (fleet === null) return
  const random = fleet.random.fork('people')
  if (random.chance(0.5)) return
  const count = Math.floor(random.between(1, 9))
  for (let number = 0; number < count; number++) {
    const own = random.fork(`deed ${number}`)
    world.calendar.enter(world.now + own.between(MINUTE_MS, LONGEST_MS), () => act(world, own))
  }
}

function act(world: World, random: Random): void {
  const { workers, project } = world.czar.state()
  if (project === null || !world.czar.isUp()) return
  if (random.chance(0.25)) return editFile(world, random)
  const all = Object.keys(workers)
  const worker = all[Math.floor(random.between(0, all.length))] ?? ''
  const command = random.pick(commandsFor(worker, Object.keys(world.czar.state().tasks)))
  give(world, command, PERSON)
  // Some people forget a worker that they paused.
  if (command.verb === 'pause' && random.chance(0.8))
    world.calendar.enter(world.now + random.between(5, 90) * MINUTE_MS, () => give(world, { verb: 'resume', worker }, PERSON))
}

function commandsFor(worker: string, tasks: readonly string[]): readonly [Command, ...Command[]] {
  const [late, more] = [`${areaAt(8)}-late`, `${areaAt(8)}-more`]
  return [
    { verb: 'stop', worker },
    { verb: 'restart', worker },
    { verb: 'restart', worker },
    { verb: 'pause', worker },
    { verb: 'tell', worker, text: 'Keep it small.' },
    { verb: 'nudge', worker },
    { verb: 'verify', worker },
    { verb: 'worker add', id: late, task: 'One more thing', accept: [`npm test -- ${late}`], owns: ['late/**'] },
    {
      verb: 'worker add',
      id: `${late}-2`,
      task: 'One more thing',
      accept: [`npm test -- ${late}-2`],
      owns: ['later/**'],
      depends_on: [worker],
    },
    { verb: 'worker remove', worker },
    { verb: 'worker remove', worker },
    { verb: 'queue add', id: more, task: 'More of it', after: [worker] },
    { verb: 'queue drop', task: tasks.find(id => id === 'extra' || id === more) ?? more },
    { verb: 'assign', worker, task: more },
  ]
}

/** Changes the project file and loads it. The czar refuses a file with a mistake, and one that leaves added workers no room. */
function editFile(world: World, random: Random): void {
  const { fleet } = world
  if (fleet === null) return
  const edited = edit(fleet.file, random)
  const project = readFleetFile(edited)
  const state = world.czar.state()
  if (project === null || state.czar.phase !== 'supervising' || clashWithAdded(state, project) !== null) return
  fleet.file = edited
  const begun = Object.values(state.tasks).filter(({ state }) => state === 'verified' || state === 'failed')
  const again = begun.find(({ id }) => random.chance(0.1) && project.workers.some(worker => (worker.id as string) === id))
  world.czar.observe(
    { kind: 'project.loaded', project, by: PERSON },
    ...(again === undefined ? [] : [{ kind: 'task.renewed', task: again.id, by: PERSON } as const]),
  )
}

function edit(file: FleetFile, random: Random): FleetFile {
  const { workers, policy } = file
  const at = Math.floor(random.between(0, workers.length))
  const change = (over: Readonly<Record<string, unknown>>) =>
    workers.map((worker, index) => (index === at ? { ...worker, ...over } : worker))
  const area = areaAt(4)
  return random.pick<() => FleetFile>([
    () => ({ ...file, workers: workers.filter((_, index) => index !== at) }),
    () => ({
      ...file,
      workers: [...workers, { id: area, task: 'A new thing', owns: [`src/${area}/**`], accept: [`npm test -- ${area}`] }],
    }),
    () => ({ ...file, workers: change({ task: `${workers[at]?.task} And more.` }) }),
    () => ({ ...file, workers: change({ budget: { usd: random.between(1, 40) } }) }),
    () => ({ ...file, workers: change({ attempts: random.pick([2, 3]), stages: [] }) }),
    () => ({ ...file, concurrency: random.pick([1, 2, 5]) }),
    () => ({ ...file, policy: { ...policy, budget: random.chance(0.5) ? {} : { usd: random.between(5, 80) } } }),
    () => ({ ...file, policy: { ...policy, spawn: undefined } }),
  ])()
}
