import { hasYoungAge } from './ages.ts'
import { App } from './components/app.tsx'
import { showApp } from './components/show-app.ts'
import { isFlashing } from './flashing.ts'
import { followCzar } from './follow-czar.ts'
import { followScreen } from './follow-screen.ts'
import type { Keyboard } from './keyboard.ts'
import type { Wish } from './message.ts'
import { emptyModel, type Notice } from './model.ts'
import { createStore, type Store } from './store.ts'
import { troubleOf } from './trouble.ts'
import type { World } from './world.ts'

export interface DashboardOptions {
  readonly keyboard: Keyboard
  readonly stdout: NodeJS.WriteStream
  readonly isColourful: boolean
}

/** Ages on the screen grow even if nothing happens. Ages in seconds are drawn again every second, other ages seldom. */
const TICK_MS = 1_000
const SELDOM_MS = 10_000

/**
 * Shows the fleet until the person quits, or goes back to the list of projects. The fleet itself goes on. Long: the inner functions share
 * the same ink app.
 */
export async function runDashboard(world: World, { keyboard, stdout, isColourful }: DashboardOptions): Promise<'quit' | 'back'> {
  const size = { columns: stdout.columns ?? 80, rows: stdout.rows ?? 24 }
  const store = createStore({ ...emptyModel(world.project, size, world.now()), isFromProjects: world.isFromProjects === true }, perform)
  let end: 'quit' | 'back' = 'quit'
  let suspend: (run: () => Promise<void>) => Promise<void> = run => run()
  const screen = followScreen(world.czar, store.send)

  function perform(wish: Wish): void {
    switch (wish.kind) {
      case 'perform':
        return answer(async () => {
          const said = await world.czar.perform(wish.command)
          return {
            text: said.ok || said.hint === null ? said.message : `${said.message}: ${world.sayHint(said.hint)}`,
            isTrouble: !said.ok,
          }
        })
      case 'attach':
        return answer(() => away(() => world.attach(wish.worker, { readOnly: wish.readOnly })))
      case 'diff':
        return answer(() => away(() => world.diff(wish.worker)))
      case 'watch-screen':
        return screen.turnTo(wish.worker)
      case 'ring':
        return void stdout.write('\x07')
      case 'quit':
      case 'back':
        end = wish.kind
        return app.unmount()
    }
  }

  function answer(work: () => Promise<Notice | null>): void {
    work()
      .catch(troubleOf)
      .then(notice => notice !== null && store.send({ kind: 'answer', notice }))
  }

  /** Gives the terminal to another program while `run` runs. */
  async function away(run: () => Promise<Notice | null>): Promise<Notice | null> {
    let notice: Notice | null = null
    await suspend(async () => {
      notice = await keyboard.lend(run)
    })
    return notice
  }

  // The czar is asked first, so that it answers while the first picture is drawn.
  const following = followCzar(world, store.send)
  const app = showApp(<App store={store} isColourful={isColourful} onReady={given => (suspend = given)} />, { keyboard, stdout })
  const ticks = tick(store, world.now)
  try {
    await app.waitUntilExit()
  } finally {
    clearInterval(ticks)
    screen.turnTo(null)
    following.close()
    store.close()
    keyboard.close()
  }
  return end
}

function tick(store: Store, now: () => number): NodeJS.Timeout {
  let last = 0
  return setInterval(() => {
    const model = store.model()
    if (performance.now() < last + SELDOM_MS && !hasYoungAge(model, now()) && !isFlashing(model, now() - TICK_MS)) return
    last = performance.now()
    store.send({ kind: 'tick', now: now() })
  }, TICK_MS)
}
