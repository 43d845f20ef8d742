import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { WebSocket } from 'ws'
import { createApiClient } from '../src/api/client.ts'
import type { HostRow, ProjectRow } from '../src/core/views/project-row.ts'
import { serveWeb, type WebServer } from '../src/ui/web/server/serve-web.ts'
import type { ProjectDoor } from '../src/ui/web/server/web-door.ts'
import { launchReportingFleet } from './support/reporting-fleet.ts'

/**
 * Measures the page of `czar web` with 10 events a second: what open pages cost the interface of a czar with 200 workers, and a whole czar
 * with a fleet of scripted workers, with a 95 % interval. Then how soon a page shows the fleet and a change, and what an open page costs at rest. Run: npm run
 * bench -- web [workers] [pages] [seconds] [workers of the whole czar] [rounds of the whole czar at least] [at most]
 */
const [WORKERS = 200, PAGES = 20, SECONDS = 8, FLEET = 20, FLEET_ROUNDS = 6, MOST_ROUNDS = 20] = process.argv.slice(2).map(Number)
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const ROUNDS = 3
/** All pages together may cost a czar at most this much more, in percent. */
const MOST_MORE = 10
const NO_HOSTS: readonly HostRow[] = []

const directory = mkdtempSync(join(tmpdir(), 'czar-web-'))
const socketPath = join(directory, 'api')
const czar = fork(new URL('support/busy-czar-child.ts', import.meta.url), [socketPath, String(WORKERS)], { execArgv: [] })
await once(czar, 'message')
const server = await serveWebOf(aDoor(socketPath))
try {
  for (const pages of [0, 1, PAGES]) {
    const rounds: number[] = []
    for (let round = 0; round < ROUNDS; round++) rounds.push(await cpuPerSecond(pages))
    console.log(
      `a czar with ${WORKERS} workers and 10 events a second, ${pages} pages: ${(median(rounds) / 10).toFixed(2)} % of a core for its interface`,
    )
  }
  await measureBrowser(server)
} finally {
  czar.disconnect()
  await server.close()
  rmSync(directory, { recursive: true, force: true })
}
if (FLEET > 0) await measureFleet()

function serveWebOf(door: ProjectDoor): Promise<WebServer> {
  return serveWeb(
    { version: '0', listProjects: async () => ['gateway'], hosts: () => NO_HOSTS, isAwaited: () => false, open: () => door },
    {
      host: '127.0.0.1',
      port: 0,
      tls: null,
      proxy: null,
      address: null,
      isReadOnly: false,
      token: 'bench',
      pageDirectory: fileURLToPath(new URL('../dist/web', import.meta.url)),
    },
  )
}

/**
 * The processor time of a whole czar. For each event the czar also writes its journal, folds, decides and looks at the worktree. Rounds
 * with pages and without pages alternate, so a slow change of the machine affects both alike. The bench adds rounds until the interval for
 * the cost of all pages no longer contains the limit. The pages get the events from this process.
 */
async function measureFleet(): Promise<void> {
  const fleet = await launchReportingFleet(FLEET)
  const door: ProjectDoor = { ...aDoor(fleet.socketPath), eventsAfter: fleet.eventsAfter, lastSeq: fleet.lastSeq }
  const web = await serveWebOf(door)
  const perEvent = new Map<number, number[]>([0, 1, PAGES].map(pages => [pages, []]))
  const measure = async (pages: number): Promise<number> => {
    const sockets = await openPages(web, pages)
    await pause(1_500)
    const [first, before] = [fleet.lastSeq(), fleet.cpuMs()]
    await fleet.report(SECONDS)
    await pause(500)
    const used = (fleet.cpuMs() - before) / fleet.eventsAfter(first).length
    for (const socket of sockets) socket.terminate()
    await pause(500)
    return used
  }
  try {
    await measure(1)
    const order = [...perEvent.keys()]
    const moreOf = (pages: number) => {
      const alone = perEvent.get(0) ?? []
      return interval((perEvent.get(pages) ?? []).map((each, round) => (each / (alone[round] ?? Number.NaN) - 1) * 100))
    }
    const isOpen = () => moreOf(PAGES).low < MOST_MORE && moreOf(PAGES).high > MOST_MORE
    for (let round = 0; round < FLEET_ROUNDS || (round < MOST_ROUNDS && isOpen()); round++)
      for (const pages of round % 2 === 0 ? order : order.toReversed()) perEvent.get(pages)?.push(await measure(pages))
    for (const [pages, used] of perEvent) {
      const { middle, low, high } = moreOf(pages)
      const more =
        pages === 0 ? '' : `, ${middle.toFixed(1)} % more than without a page (95 % interval ${low.toFixed(1)} to ${high.toFixed(1)} %)`
      console.log(
        `a whole czar with ${FLEET} workers and 10 events a second, ${pages} pages: ${median(used).toFixed(2)} ms of processor time an event${more}; ${used.length} rounds, load average ${loadavg()[0]?.toFixed(1)}`,
      )
    }
  } finally {
    await web.close()
    fleet.stop()
  }
}

/** Opens pages that show the fleet. */
async function openPages({ link }: WebServer, pages: number): Promise<readonly WebSocket[]> {
  const { headers } = await fetch(link)
  const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const { origin } = new URL(link)
  const open = () => new WebSocket(`${origin.replace('http', 'ws')}/api/live`, { headers: { cookie, origin } })
  const sockets = Array.from({ length: pages }, open)
  await Promise.all(sockets.map(socket => once(socket, 'open')))
  for (const socket of sockets) socket.send(JSON.stringify({ project: 'gateway', worker: null, seq: null }))
  return sockets
}

function aDoor(socketPath: string): ProjectDoor {
  const row: ProjectRow = {
    ...{ id: 'gateway', project: 'gateway', host: null, directory, socket: socketPath },
    ...{ alive: true, problem: null, needs: [] },
  }
  return {
    name: 'gateway',
    client: createApiClient({ socketPath, project: 'gateway', launchHint: () => '' }),
    lookSilent: async () => ({ row, view: null }),
    lastSeen: () => ({ row, view: null }),
    rowOf: view => ({ ...row, counts: view.counts, state: view.czar.state, updated_at: view.updated_at }),
    eventsAfter: () => [],
    lastSeq: () => 0,
    readEvents: async () => [],
    newestSeq: async () => 0,
    why: async () => [],
    brief: async () => null,
    changes: async worker => ({ worker, base: '', patch: '', digest: '', isCut: false }),
    openTerminal: () => Promise.reject(new Error('the bench opens no terminal')),
    land: async () => [],
  }
}

async function cpuMs(): Promise<number> {
  const answer = new Promise<number>(resolve => {
    const listen = (message: { cpuMs?: number }) => {
      if (message.cpuMs === undefined) return
      czar.off('message', listen)
      resolve(message.cpuMs)
    }
    czar.on('message', listen)
  })
  czar.send('cpu')
  return answer
}

/** The czar's processor time in ms per second while it has 10 events a second and this many pages are open. */
async function cpuPerSecond(pages: number): Promise<number> {
  const sockets = await openPages(server, pages)
  await pause(1_500)
  const before = await cpuMs()
  czar.send('begin')
  await pause(SECONDS * 1_000)
  const used = (await cpuMs()) - before
  for (const socket of sockets) socket.terminate()
  await pause(500)
  return used / SECONDS
}

async function measureBrowser({ link }: WebServer): Promise<void> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    await page.goto(link)
    await page.waitForURL(new URL('/', link).href)
    const firsts: number[] = []
    for (let round = 0; round < ROUNDS; round++) firsts.push(await firstView(page))
    console.log(`first view of the fleet: ${median(firsts).toFixed(0)} ms`)
    console.log(`from an event to the screen, median: ${median(await delays(page)).toFixed(0)} ms`)
    await pause(2_000)
    console.log(`the browser at rest with this page: ${(await restOf(browser)).toFixed(1)} % of a core`)
  } finally {
    await browser.close()
  }
}

/** The time from the navigation until the cards of all workers are there. */
async function firstView(page: Page): Promise<number> {
  await page.goto(new URL('/p/gateway', server.link).href, { waitUntil: 'commit' })
  return page.evaluate(
    `new Promise(resolve => { const look = () => document.querySelectorAll('.lane article').length >= ${WORKERS} ? resolve(performance.now()) : requestAnimationFrame(look); look() })`,
  )
}

/** The times in ms from each report of progress until its text is in the page. */
async function delays(page: Page): Promise<readonly number[]> {
  const reported: number[] = []
  const listen = (message: { at?: number }) => {
    if (message.at !== undefined) reported.push(message.at)
  }
  await page.evaluate(
    `window.seen = {}; new MutationObserver(() => requestAnimationFrame(() => { for (const { textContent } of document.querySelectorAll('.lane .says')) window.seen[textContent] ??= Date.now() })).observe(document.querySelector('.lanes'), { subtree: true, childList: true, characterData: true })`,
  )
  const known: Record<string, number> = await page.evaluate('Object.assign({}, window.seen)')
  czar.on('message', listen)
  czar.send('begin')
  await pause(SECONDS * 1_000)
  await cpuMs()
  czar.off('message', listen)
  await pause(1_000)
  const seen: Record<string, number> = await page.evaluate('window.seen')
  // The reports have consecutive numbers. So the last report that was seen belongs to the last time.
  const steps = Object.entries(seen).flatMap(([text, at]) =>
    known[text] === undefined && /^step \d+$/.test(text) ? [[Number(text.slice(5)), at] as const] : [],
  )
  const last = Math.max(...steps.map(([step]) => step))
  return steps.flatMap(([step, at]) => {
    const begun = reported[reported.length - 1 - (last - step)]
    return begun === undefined ? [] : [at - begun]
  })
}

/** The share of a core in percent that all processes of the browser use. */
async function restOf(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const used = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0)
  }
  const before = await used()
  await pause(SECONDS * 1_000)
  return (((await used()) - before) / SECONDS) * 100
}

/** The mean of the values, and the interval that holds the true mean with a probability of 95 % (Student's t). */
function interval(values: readonly number[]): { readonly middle: number; readonly low: number; readonly high: number } {
  const count = values.length
  const middle = values.reduce((sum, value) => sum + value, 0) / count
  const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (count - 1)
  const freedom = count - 1
  // The expansion of the quantile 0.975 of t (Abramowitz and Stegun 26.7.5). It is right to 1 % from 5 degrees of freedom on.
  const quantile = 1.96 + 2.372 / freedom + 2.822 / freedom ** 2
  const wide = quantile * Math.sqrt(variance / count)
  return { middle, low: middle - wide, high: middle + wide }
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}
