import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Answer, Turn } from '../agents/support/model-answer.ts'
import { realAgents } from '../agents/support/programs/all.ts'
import { claude } from '../agents/support/programs/claude.ts'
import type { RealAgent } from '../agents/support/real-agent.ts'
import { startModel } from '../agents/support/start-model.ts'
import { startPlanningModel } from '../agents/support/start-planning-model.ts'
import { follow } from './follow.ts'
import { judge, must } from './judge.ts'
import { installLibraries, makePlace, type Place } from './place.ts'
import { addToPlan } from './project-file.ts'
import { listedChange } from './turns/listed.ts'
import { goalOf, LOOKS, planAnswer } from './turns/plan.ts'
import { review } from './turns/review.ts'
import { stagesDocChange } from './turns/stages-doc.ts'
import type { Change } from './turns/steps.ts'
import { textTestsChange } from './turns/text-tests.ts'

/**
 * `npm run dogfood`: czar plans and carries out three small changes to a clone of its own repository, with the real agent programs. The
 * answers of the model are recorded (`turns/`), so no key and no money is needed. `--keep` leaves the clone and the state.
 */
const MINUTE_MS = 60_000
const isKept = process.argv.includes('--keep')
const stops: (() => Promise<void>)[] = []
const place = await makePlace(realAgents)
process.once('SIGINT', () => void end(130))
process.once('SIGTERM', () => void end(143))
let code = 1
try {
  await dogfood(place)
  code = 0
} catch (error) {
  console.error(`\ndogfood: ${(error as Error).message}`)
} finally {
  await end(code)
}

async function dogfood(place: Place): Promise<void> {
  console.log(`clone of ${place.commit} in ${place.repository}`)
  const changes = [listedChange(place.repository), textTestsChange('codex'), stagesDocChange()]
  refuseOldChanges(place, changes)
  await timed('npm ci', () => installLibraries(place))
  await timed('planning', () => plan(place, changes))
  const env = Object.fromEntries(
    await Promise.all(realAgents.map(async agent => [agent.name, await standIn(place, agent, changes)] as const)),
  )
  heading('a person adds the stages, who does what, the review and the addresses of the models to czar.yaml')
  addToPlan(place, env)
  await say(place, ['validate', 'czar.yaml', '--gates'])
  heading('czar launch')
  await say(place, ['launch', 'czar.yaml', '--detach'])
  const events = await follow(place, { timeoutMs: 30 * MINUTE_MS })
  heading('czar summary')
  await say(place, ['summary'])
  heading('czar land')
  await say(place, ['land'])
  console.log(place.git('log', '--format=%h %s', '--no-merges', `${place.commit}..main`).replaceAll(/^/gm, '  '))
  judge(events, place)
  heading('npm test of the landed tree')
  place.git('checkout', '--quiet', 'main')
  const { status } = spawnSync('npm', ['test'], { cwd: place.repository, stdio: 'inherit' })
  must(status === 0, 'npm test of the landed tree is green')
}

/** Throws if the repository has the tests already that the changes add, because then the accept commands would prove nothing. */
function refuseOldChanges({ repository }: Place, changes: readonly Change[]): void {
  const added = changes.flatMap(({ task }) => task.owns.filter(path => path.startsWith('tests/')))
  const there = added.filter(path => existsSync(join(repository, path)))
  if (there.length > 0) throw new Error(`${there.join(', ')} exists already: write other changes in tests/dogfood/turns`)
}

async function plan(place: Place, changes: readonly Change[]): Promise<void> {
  const libraries = join(place.repository, 'node_modules')
  const goal = goalOf(libraries)
  heading(`czar plan "${goal}" --agent claude --gates`)
  const model = await startPlanningModel(LOOKS, prompt => planAnswer(changes, libraries, prompt))
  const settings = claude.settle(place.home, model.url)
  const passed = Object.keys(settings).flatMap(name => ['--pass-env', name])
  await say(place, ['plan', goal, '--agent', 'claude', '--gates', '--repo', place.repository, '--base', 'main', ...passed], settings)
  await model.stop()
}

/** Starts the stand-in for the model of one program. Returns the variables with which the program finds it. */
async function standIn(place: Place, agent: RealAgent, changes: readonly Change[]): Promise<Readonly<Record<string, string>>> {
  const model = await startModel(agent, turn => answerOf(changes, turn, agent))
  stops.push(model.stop)
  return agent.settle(place.home, model.url)
}

function answerOf(changes: readonly Change[], turn: Turn, agent: RealAgent): Answer {
  const own = changes.flatMap(({ workers }) => workers[turn.worker] ?? [])[0]
  const steps = own ?? (turn.worker.startsWith('review-') ? review : () => [])
  return steps(turn, agent)[turn.step] ?? { say: 'Done.' }
}

/** Runs a command of czar and prints what it says. */
async function say(place: Place, words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<void> {
  const { code, stdout, stderr } = await place.czar(words, env)
  process.stdout.write(`${stderr}${stdout}`.replaceAll(/^(?=.)/gm, '  '))
  if (code !== 0) throw new Error(`czar ${words[0]} ended with ${code}`)
}

function heading(text: string): void {
  console.log(`\n== ${text}`)
}

async function timed(what: string, run: () => Promise<void>): Promise<void> {
  const began = Date.now()
  await run()
  console.log(`${what} took ${Math.round((Date.now() - began) / 1000)} s`)
}

/** Ends the fleet and everything that was started for it. */
async function end(code: number): Promise<never> {
  await place.czar(['stop'])
  for (const stop of stops) await stop()
  if (isKept || code !== 0) console.log(`\nclone, state and logs are in ${place.root} (CZAR_STATE_DIR=${join(place.root, 'state')})`)
  else rmSync(place.root, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  process.exit(code)
}
