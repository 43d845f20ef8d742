import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome']
const ARTEFACTS = fileURLToPath(new URL('../artefacts', import.meta.url))
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface View {
  readonly width: number
  readonly height?: number
  readonly dark?: boolean
  readonly refused?: readonly number[]
}

/** Starts the Chromium of this machine. It ends with the test. */
export async function aBrowser(): Promise<Browser> {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const found = NAMES.flatMap(name => folders.map(folder => join(folder, name))).find(path => existsSync(path))
  if (found === undefined) throw new Error(`none of ${NAMES.join(', ')} is on PATH: apt-get install chromium`)
  // The tests run as root in a container, where Chromium's own sandbox cannot start.
  const browser = await chromium.launch({ executablePath: found, args: ['--no-sandbox'] })
  onTestFinished(() => browser.close())
  return browser
}

/**
 * A tab whose console shows no error and in which no script of a foreign text runs. The test fails otherwise. `refused` are statuses of
 * answers that the test provokes.
 */
export async function aTab(
  browser: Browser,
  { width, height = 900, dark = false, refused = [] }: View,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' })
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('pageerror', error => troubles.push(`error: ${error.message}`))
  page.on('dialog', dialog => {
    troubles.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', message => {
    // A page that is offline for a moment logs that its connection failed.
    const isProvoked = refused.some(status => message.text().includes(`status of ${status} `))
    if (message.type() === 'error' && !isProvoked && !/ERR_CONNECTION|WebSocket/.test(message.text()))
      troubles.push(`console: ${message.text()}`)
  })
  onTestFinished(() => expect(troubles).toEqual([]))
  return { context, page }
}

/** Keeps a picture of the page, and fails if axe finds a barrier or the page is wider than the window. */
export async function look(page: Page, name: string): Promise<void> {
  mkdirSync(ARTEFACTS, { recursive: true })
  await page.screenshot({ path: join(ARTEFACTS, `${name}.png`) })
  expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'), `${name} is too wide`).toBe(0)
  // The page's own policy lets no foreign script in, so the browser's tools put it there.
  const session = await page.context().newCDPSession(page)
  await session.send('Runtime.evaluate', { expression: AXE })
  const { result } = await session.send('Runtime.evaluate', {
    expression:
      'axe.run().then(({ violations }) => JSON.stringify(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`)))',
    awaitPromise: true,
  })
  expect(JSON.parse(result.value), name).toEqual([])
}
