// Makes the pictures of the page in the README from a real run: npm run pictures
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { type Browser, chromium, type Page } from 'playwright-core'
import { CZAR_PROGRAM, makeStation, type Station } from '../make-station.ts'

const DOCS = fileURLToPath(new URL('../../../docs', import.meta.url))
const FLEET = fileURLToPath(new URL('page.yaml', import.meta.url))
const FORECAST =
  '/** The likely temperature of the next day, in degrees Celsius. */\nexport function forecast(readings) {\n  // The next day is as warm as this one.\n  return { degrees: readings.at(-1).degrees }\n}\n'
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
/** No picture of the page is larger. */
const MOST_BYTES = 150 * 1024

const station = await makeStation(FLEET, { 'src/forecast/forecast.js': FORECAST })
try {
  await execa(process.execPath, [CZAR_PROGRAM, 'launch', 'page.yaml', '--detach'], inStation(station))
  const web = spawn(process.execPath, [CZAR_PROGRAM, 'web', '--port', '7433', '--no-qr'], {
    ...inStation(station),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    try {
      await photograph(browser, await linkOf(web))
    } finally {
      await browser.close()
    }
  } finally {
    web.kill('SIGTERM')
    await once(web, 'exit')
  }
} finally {
  await station.end()
}

function inStation({ directory, env }: Station) {
  return { cwd: directory, env, extendEnv: false, stdin: 'ignore' } as const
}

/** Reads the output of `czar web` until it has printed its link. */
async function linkOf({ stdout }: ChildProcess): Promise<string> {
  let said = ''
  for await (const part of stdout ?? []) {
    said += String(part)
    const [link] = /http:\S+\/enter\?token=\S+/.exec(said) ?? []
    if (link !== undefined) return link
  }
  throw new Error(`czar web printed no link: ${said}`)
}

async function photograph(browser: Browser, link: string): Promise<void> {
  const desk = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'light', reducedMotion: 'reduce' })
  await desk.goto(`${link}&to=/p/weather`)
  // Returns whether the fleet is in the state for the pictures: each worker has come to the step at which it rests.
  await desk.locator('[data-lane="Proven"] article').nth(1).waitFor()
  await desk.locator('[data-lane="In review"] article').first().waitFor()
  for (const text of ['Celsius or Fahrenheit', 'tests for days without', 'building on the models', 'the help of main.sh'])
    await desk.getByText(text).first().waitFor()
  for (const worker of ['storage', 'cli']) await desk.locator(`.card[data-worker=${worker}]`).getByText('1 file').waitFor()
  await keep(desk, 'web-fleet')
  await desk.goto(new URL('/p/weather/worker/forecast/diff', link).href)
  await desk.getByRole('button', { name: 'A remark on line 6', exact: true }).first().click()
  await desk.getByLabel('Remark', { exact: true }).fill('Days without a reading are missing here. Please weigh by date, and test it.')
  await desk.getByRole('button', { name: 'Add' }).click()
  await keep(desk, 'web-diff')
  const phone = await browser.newPage({
    viewport: { width: 375, height: 720 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    colorScheme: 'light',
    reducedMotion: 'reduce',
  })
  await phone.goto(`${link}&to=/p/weather`)
  await phone.getByLabel('Answer to api').fill('Celsius, please.')
  await keep(phone, 'web-phone')
}

async function keep(page: Page, name: string): Promise<void> {
  const bytes = await page.screenshot({ animations: 'disabled', caret: 'hide' })
  if (bytes.length > MOST_BYTES) throw new Error(`${name} has ${bytes.length} bytes, more than ${MOST_BYTES}`)
  await writeFile(join(DOCS, `${name}.png`), bytes)
  console.log(`${join(DOCS, `${name}.png`)}: ${Math.ceil(bytes.length / 1024)} KiB`)
}
