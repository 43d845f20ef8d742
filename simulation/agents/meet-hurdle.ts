import { FOR_EVER_MS, MINUTE_MS } from '../times.ts'
import type { Life } from '../world.ts'
import { report, tellTurn } from './tell.ts'

/**
 * The agent has a question or needs a permission in the middle of its work. Returns true if it goes on without waiting for another text.
 */
export function* meetHurdle(life: Life): Generator<number, boolean, void> {
  const { worker, agent } = life
  const { mind } = agent
  const [hurdle, ...rest] = worker.hurdles
  worker.hurdles = rest
  if (hurdle === undefined) return true
  worker.met = hurdle
  mind.isOnScreen = hurdle.isOnScreen
  return hurdle.kind === 'question' ? yield* ask(life) : yield* wantPermission(life)
}

/** The agent stops with a question. It reports the question to czar, or only shows it on the screen, where nobody reads it. */
function* ask(life: Life): Generator<number, boolean, void> {
  const { mind } = life.agent
  yield 0.1 * MINUTE_MS
  mind.condition = 'asking'
  if (!mind.isOnScreen) report(life, { kind: 'blocked', text: 'Which of the two formats is meant?' })
  return false
}

/**
 * The agent waits for a permission. Czar learns of it by a hook or from the screen, or not at all. If the permission is refused, the agent
 * stops its work.
 */
function* wantPermission(life: Life): Generator<number, boolean, void> {
  const { world, worker, agent } = life
  const { mind } = agent
  mind.condition = 'permission'
  const isSeenByHook = !mind.isOnScreen && worker.behaviour.tellsTurns
  if (isSeenByHook && world.plan.project.policy.permissions.otherwise === 'deny') return yield* beRefused(life)
  if (isSeenByHook) tellTurn(life, 'waiting', 'permission')
  else if (worker.random.chance(world.conduct.screenIsRead)) {
    yield worker.random.between(5_000, 40_000)
    if (worker.agent === agent) seeDialog(life)
  }
  yield FOR_EVER_MS
  return false
}

/** An agent without the permission looks for another way. If there is none, it says so. */
function* beRefused(life: Life): Generator<number, boolean, void> {
  const { world, worker, agent } = life
  yield worker.random.around(2 * MINUTE_MS, 0.5)
  agent.mind.condition = 'fine'
  if (worker.random.chance(world.conduct.findsOtherWay)) return true
  return yield* ask(life)
}

/** The screen shows a question and does not change. No agent profile says which keys answer this question. */
function seeDialog({ world, worker, agent }: Life): void {
  const text = 'May I run rm -r build? 1. Yes 2. No'
  world.czar.observe({ kind: 'agent.dialog', worker: worker.id, incarnation: agent.incarnation, text, keys: null })
}
