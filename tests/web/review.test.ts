import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker } from '../support/a-fleet.ts'
import { until } from '../support/until.ts'
import { aBrowser, aTab, look } from './support/browser.ts'
import { EVIL } from './support/evil-fleet.ts'
import { aWebProgram } from './support/web-program.ts'

const lines = (count: number, text = 'line') => Array.from({ length: count }, (_, index) => `${text} ${index + 1}\n`).join('')

/** A fleet whose worker rests. The test writes into its worktree, as its agent would. */
async function aRestingWriter(files: Readonly<Record<string, string>>) {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('writer', ['ack: Write in src/writer', 'idle: 1'])}`)
  const putIn = (directory: string) => (name: string, text: string) => {
    mkdirSync(join(directory, name, '..'), { recursive: true })
    writeFileSync(join(directory, name), text)
  }
  for (const [name, text] of Object.entries(files)) putIn(fleet.repository)(name, text)
  fleet.git('add', '-A')
  fleet.git('commit', '-q', '-m', 'Files')
  await fleet.launch()
  await until(() => fleet.status().workers['writer']?.assignment?.state === 'acknowledged')
  const worktree = fleet.status().workers['writer']?.worktree ?? ''
  return { fleet, worktree, put: putIn(worktree) }
}

test('remarks and half-written remarks stay with their lines when the diff changes, and outlast a reload and a look at another page', async () => {
  const { fleet, put } = await aRestingWriter({ 'src/writer/a.txt': lines(20) })
  const changed = lines(20).replace('line 5\n', 'LINE 5\n').replace('line 12\n', '').replace('line 15\n', 'LINE 15\n')
  put('src/writer/a.txt', changed)
  const { link } = await aWebProgram(fleet)
  const { page } = await aTab(await aBrowser(), { width: 1280 })
  await page.goto(`${link}&to=/p/fleet/worker/writer/diff`)
  const remark = async (label: string, words: string) => {
    await page.getByRole('button', { name: label, exact: true }).click()
    await page.getByLabel('Remark', { exact: true }).last().fill(words)
  }
  const add = () => page.getByRole('button', { name: 'Add' }).click()
  await remark('A remark on line 5', 'Why in capitals?')
  await add()
  await remark('A remark on removed line 12', 'Why is it gone?')
  await add()
  await remark('A remark on line 14', 'This one goes away.')
  await add()
  await remark('A remark on line 6', 'Half a tho')
  // The first form keeps its words when another form is opened.
  await page.getByRole('button', { name: 'A remark on line 7', exact: true }).click()
  expect(await page.getByLabel('Remark', { exact: true }).first().inputValue()).toBe('Half a tho')
  await page.getByRole('button', { name: 'A remark on line 7', exact: true }).click()
  expect(await page.getByLabel('Remark', { exact: true }).count()).toBe(1)

  put('src/writer/a.txt', `new 1\nnew 2\n${changed.replace('LINE 15\n', 'Line 15\n')}`)
  await page.getByText('writer has changed something since you opened this.').waitFor()
  expect(await page.getByRole('button', { name: 'Send 3 remarks to writer' }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: 'Show the new changes' }).click()
  const gone = page.getByRole('region', { name: 'Remarks on lines that are gone' })
  await gone.getByText('This one goes away.').waitFor()
  const rowBefore = (words: string) =>
    page.evaluate(
      `[...document.querySelectorAll('tr.wide')].find(row => row.textContent.includes(${JSON.stringify(words)}) || row.querySelector('textarea')?.value === ${JSON.stringify(words)})?.previousElementSibling.textContent`,
    )
  expect(await rowBefore('Why in capitals?')).toBe('7+LINE 5')
  expect(await rowBefore('Why is it gone?')).toBe('12-line 12')
  expect(await rowBefore('Half a tho')).toBe('68 line 6')
  await look(page, 'diff-changed-under-a-review-1280')

  // An accidental Esc and a reload lose nothing.
  await page.getByRole('heading', { name: 'Changes of writer' }).click()
  await page.keyboard.press('Escape')
  await page.waitForURL('**/worker/writer')
  await page.goBack()
  await page.reload()
  await page.getByText('Why in capitals?').waitFor()
  expect(await rowBefore('Half a tho')).toBe('68 line 6')
  expect(await page.evaluate('document.activeElement.tagName')).not.toBe('TEXTAREA')

  await page.getByRole('button', { name: 'Send 3 remarks to writer' }).click()
  const told = await fleet.eventually('person.told')
  expect(told.text).toBe(
    [
      'A person has read your changes and has 3 remarks.',
      'src/writer/a.txt:7\n> +LINE 5\n\nWhy in capitals?',
      'src/writer/a.txt:12 (before your change)\n> -line 12\n\nWhy is it gone?',
      'src/writer/a.txt:14 (you have changed this line since)\n> +LINE 15\n\nThis one goes away.',
    ].join('\n\n'),
  )
  await page.getByText('Why in capitals?').waitFor({ state: 'detached' })
  // Unfinished remarks stay in the review.
  expect(await rowBefore('Half a tho')).toBe('68 line 6')
})

test('a file that is marked as seen is closed until its changes differ, and each project and worker has its own marks', async () => {
  const { fleet, put } = await aRestingWriter({ 'src/writer/a.txt': lines(3), 'src/writer/b.txt': lines(3) })
  put('src/writer/a.txt', lines(4))
  put('src/writer/b.txt', lines(5))
  const { link } = await aWebProgram(fleet)
  const { page } = await aTab(await aBrowser(), { width: 1280 })
  await page.goto(`${link}&to=/p/fleet/worker/writer/diff`)
  const file = (name: string) => page.getByRole('region', { name: `src/writer/${name}`, exact: true })
  await file('a.txt').getByLabel('seen').click()
  await file('b.txt').getByLabel('seen').click()
  await until(
    () => page.locator('table.diff').count(),
    count => count === 0,
  )
  await page.reload()
  await file('a.txt').waitFor()
  expect(await page.locator('table.diff').count()).toBe(0)
  put('src/writer/b.txt', lines(6))
  await page.getByRole('button', { name: 'Show the new changes' }).click()
  await file('b.txt').getByText('line 6').waitFor()
  expect(await file('b.txt').getByLabel('seen').isChecked()).toBe(false)
  expect(await file('a.txt').getByLabel('seen').isChecked()).toBe(true)
})

test('renamed, binary, deleted, executable and long files, and names and lines that hide something, are shown as what they are', async () => {
  const odd = { rtl: 'src/writer/שלום.txt', emoji: 'src/writer/🙂 a.txt', evil: `src/writer/${EVIL.replaceAll('/', '.')}.txt` }
  const { fleet, worktree, put } = await aRestingWriter({
    'src/writer/old-name.txt': lines(30),
    'src/writer/gone.txt': lines(3),
    'src/writer/run.sh': 'echo run\n',
    'src/writer/picture.bin': '\0\x01\x02',
  })
  renameSync(join(worktree, 'src/writer/old-name.txt'), join(worktree, 'src/writer/new-name.txt'))
  rmSync(join(worktree, 'src/writer/gone.txt'))
  chmodSync(join(worktree, 'src/writer/run.sh'), 0o755)
  put('src/writer/picture.bin', '\0\x01\x03')
  put(odd.rtl, 'שלום עולם\n')
  put(odd.emoji, 'smile 🙂\n')
  put(odd.evil, `${EVIL}\nif (user\u202e \u2066// only for admins\u2069 \u2066)\nover\rwritten\x1b[8m\n`)
  put('src/writer/long.txt', lines(5_000))
  put('src/writer/wide.min.js', `${'x'.repeat(300_000)}\n`)
  put('src/writer/empty.txt', '')
  const { link } = await aWebProgram(fleet)
  const browser = await aBrowser()
  const { page, context } = await aTab(browser, { width: 1280 })
  await page.goto(`${link}&to=/p/fleet/worker/writer/diff`)
  const file = (name: string) => page.getByRole('region', { name, exact: true })
  await file('src/writer/new-name.txt').getByText('was src/writer/old-name.txt').waitFor()
  await file('src/writer/new-name.txt').getByText('No line has changed.').waitFor()
  await file('src/writer/gone.txt').getByText('deleted', { exact: true }).waitFor()
  await file('src/writer/run.sh').getByText('It is executable now.').waitFor()
  await file('src/writer/picture.bin').getByText('A binary file.').waitFor()
  await file('src/writer/empty.txt').getByText('An empty file.').waitFor()
  await file(odd.rtl).getByText('שלום עולם').waitFor()
  await file(odd.emoji).getByText('smile 🙂').waitFor()
  await file(odd.evil).getByText('if (user<U+202E> <U+2066>// only for admins<U+2069> <U+2066>)').waitFor()
  await file(odd.evil).getByText('over␍written␛[8m').waitFor()
  expect(await file('src/writer/long.txt').locator('tr').count()).toBe(0)

  // The page ends soon after this file, so the file need not be at the top of the window.
  const topOf = (name: string) =>
    page.evaluate(`document.getElementById(encodeURIComponent(${JSON.stringify(name)})).getBoundingClientRect().top`)

  // The list of files leads to a file, also in an address that is opened anew.
  expect(Number(await topOf('src/writer/wide.min.js'))).toBeGreaterThan(900)
  await page.getByRole('link', { name: 'src/writer/wide.min.js' }).click()
  await until(
    () => topOf('src/writer/wide.min.js'),
    top => Number(top) > 0 && Number(top) < 800,
  )
  await page.reload()
  await until(
    () => topOf('src/writer/wide.min.js'),
    top => Number(top) > 0 && Number(top) < 800,
  )
  await look(page, 'diff-odd-files-1280')

  await file('src/writer/long.txt').getByRole('button', { name: 'Show 5000 lines' }).click()
  await file('src/writer/long.txt').getByText('line 4999', { exact: false }).waitFor()
  await page.getByRole('button', { name: 'A remark on line 4999' }).click()
  await page.getByLabel('Remark', { exact: true }).fill('Almost the last one.')
  await page.getByRole('button', { name: 'Add' }).click()
  await file('src/writer/wide.min.js').getByRole('button', { name: 'Show 1 line' }).click()
  await file('src/writer/wide.min.js').getByRole('button', { name: 'A remark on line 1', exact: true }).click()
  await page.getByLabel('Remark', { exact: true }).fill('Who minified this?')
  await page.getByRole('button', { name: 'Add' }).click()
  await page.getByRole('button', { name: 'Send 2 remarks to writer' }).click()
  const { text } = await fleet.eventually('person.told')
  expect(text).toContain('src/writer/long.txt:4999\n> +line 4999\n\nAlmost the last one.')
  expect(text).toMatch(/src\/writer\/wide\.min\.js:1\n> \+x{400,600}…\n\nWho minified this\?/)

  await context.close()
  const { page: phone } = await aTab(browser, { width: 360, height: 740, dark: true })
  await phone.goto(`${link}&to=/p/fleet/worker/writer/diff`)
  await phone.getByRole('region', { name: odd.rtl, exact: true }).waitFor()
  await look(phone, 'diff-odd-files-360')
})

test('a filter is part of the address, and Back returns to the earlier scroll position', async () => {
  const resting = (id: string) => aScriptedWorker(id, ['ack: Rest', 'idle: 1'])
  const ids = Array.from({ length: 12 }, (_, index) => `worker-${index}`)
  const fleet = await aFleet(`workers:\n${ids.map(resting).join('')}`)
  await fleet.launch()
  await until(() => ids.every(id => fleet.status().workers[id]?.assignment?.state === 'acknowledged'))
  const { link, origin } = await aWebProgram(fleet)
  const { page } = await aTab(await aBrowser(), { width: 360, height: 740 })
  await page.goto(`${link}&to=/p/fleet/log`)
  await page.getByLabel('Find events').fill('worker-7')
  await page.waitForURL('**/log?find=worker-7')
  await page.reload()
  await page.getByText('worker.added').or(page.getByText('worker-7')).first().waitFor()
  expect(await page.getByLabel('Find events').inputValue()).toBe('worker-7')

  await page.goto(`${origin}/p/fleet`)
  await page.getByRole('article').nth(11).waitFor()
  const last = page.getByRole('article').last()
  await last.scrollIntoViewIfNeeded()
  const before = Number(await page.evaluate('scrollY'))
  expect(before).toBeGreaterThan(300)
  await last.getByRole('link').first().click()
  await page.waitForURL('**/worker/*')
  await until(() => page.evaluate('scrollY === 0'))
  await page.goBack()
  await until(
    () => page.evaluate('scrollY'),
    top => Math.abs(Number(top) - before) < 60,
  )
})
