import { FOR_EVER_MS, MINUTE_MS } from '../times.ts'
import type { Activity, Life } from '../world.ts'
import type { Trouble } from './behaviours.ts'
import { loseAgent } from './lose-agent.ts'
import { report, showGit, tellLimit, tellNovelty, tellTurn, tellUsage } from './tell.ts'

/** What happens in each trouble. Returns true if the agent goes on with its work without waiting for another text. */
export const TROUBLES_PLAYED: Readonly<Record<Trouble, (life: Life) => Generator<number, boolean, void>>> = {
  none: passing(function* () {
    yield 0
  }),
  stops_early: stopping(life => {
    life.agent.mind.condition = 'stopped'
  }),
  *hangs(life) {
    begin(life, 'hung')
    yield FOR_EVER_MS
    return false
  },
  *same_error(life) {
    begin(life, 'looping')
    yield* loop(life, 3, () => {
      tellNovelty(life)
      const text = 'the tests fail: TypeError: total is not a function'
      if (life.worker.random.chance(life.world.conduct.reportsError)) report(life, { kind: 'progress', text })
    })
    return true
  },
  *edit_revert(life) {
    begin(life, 'looping')
    const content = life.worker.tree?.content ?? ''
    let isEdited = false
    yield* loop(life, 4, () => {
      isEdited = !isEdited
      const { tree } = life.worker
      if (tree !== null) {
        tree.content = isEdited ? `${content}-again` : content
        tree.dirty = isEdited ? 1 : 0
      }
      showGit(life)
    })
    return true
  },
  crashes: stopping(life => loseAgent(life, { how: 'exited', status: 1 })),
  crash_loop: stopping(life => {
    life.agent.mind.trouble = 'crash_loop'
    loseAgent(life, { how: 'exited', status: 139 })
  }),
  closed: stopping(life => loseAgent(life, { how: 'session-closed', status: null })),
  claims_early: stopping(life => claimFalsely(life)),
  claims_nothing: stopping(life => claimFalsely(life)),
  asks: stopping(life => {
    life.agent.mind.condition = 'asking'
    report(life, { kind: 'blocked', text: 'Which of the two formats is meant?' })
  }),
  *asks_permission(life) {
    begin(life, 'permission')
    tellTurn(life, 'waiting', 'permission')
    yield FOR_EVER_MS
    return false
  },
  limited: stopping(life => {
    const { world, worker } = life
    world.limit = { until: world.now + worker.random.between(30, 180) * MINUTE_MS, isTold: worker.random.chance(world.conduct.tellsReset) }
    meetLimit(life)
  }),
  fills_context: passing(function* (life) {
    yield MINUTE_MS
    life.agent.mind.context = Math.max(life.agent.mind.context, 0.7)
    tellUsage(life)
  }),
  long_read: passing(function* (life) {
    for (let look = 0; look < 5; look++) {
      yield life.worker.random.between(4, 8) * MINUTE_MS
      tellNovelty(life)
    }
  }),
  // The agent runs a build that prints nothing. Only the processor time of the agent's programs shows that the agent is alive.
  long_build: passing(function* (life) {
    life.agent.mind.hasChildren = true
    yield life.worker.random.between(15, 40) * MINUTE_MS
    life.agent.mind.hasChildren = false
  }),
}

function begin({ agent }: Life, condition: 'hung' | 'looping' | 'permission'): void {
  agent.mind.trouble = 'none'
  agent.mind.condition = condition
}

function stopping(happen: (life: Life) => void) {
  return function* (life: Life): Generator<number, boolean, void> {
    yield 0.1 * MINUTE_MS
    life.agent.mind.trouble = 'none'
    happen(life)
    return false
  }
}

function passing(play: (life: Life) => Activity) {
  return function* (life: Life): Generator<number, boolean, void> {
    life.agent.mind.trouble = 'none'
    yield* play(life)
    return true
  }
}

/** The agent repeats the same steps, and sometimes stops doing so by itself. */
function* loop({ world, worker, agent }: Life, minutes: number, again: () => void): Activity {
  for (let round = 1; ; round++) {
    yield minutes * MINUTE_MS
    again()
    if (round % 10 === 0 && worker.random.chance(world.conduct.leavesLoop)) {
      agent.mind.condition = 'fine'
      return
    }
  }
}

/** From now on, the provider of the model tells every agent that sends a request to wait. */
export function meetLimit(life: Life): void {
  life.agent.mind.condition = 'limited'
  tellLimit(life)
}

function claimFalsely(life: Life): void {
  life.agent.mind.hasClaimed = true
  report(life, { kind: 'done', text: 'everything is built and checked' })
}
