import { expect, test } from 'vitest'
import { drawFilm } from '../../tools/picture/draw-film.ts'
import { CELL } from '../../tools/picture/draw-row.ts'
import { readScreen } from '../../tools/picture/read-screen.ts'
import { findSightings } from '../../tools/picture/sightings.ts'

const SIZE = { columns: 20, rows: 3 }

async function aFilm(screens: Readonly<Record<number, string>>, { lengthMs = 4_000, poster = 0 } = {}) {
  const frames = await Promise.all(
    Object.entries(screens).map(async ([atMs, screen]) => ({ atMs: Number(atMs), rows: await readScreen(screen, SIZE) })),
  )
  return { title: 'a & b', description: 'A run', size: SIZE, frames, lengthMs, poster }
}

function count(svg: string, text: string): number {
  return svg.split(text).length - 1
}

test('a row that stays, or scrolls, is written once into the picture', async () => {
  const svg = drawFilm(await aFilm({ 0: 'stays\nfirst', 1000: 'stays\nsecond', 2000: 'stays\nthird\nsecond' }))
  expect(count(svg, '>stays<')).toBe(1)
  expect(count(svg, '>second<')).toBe(1)
  expect([...svg.matchAll(/<use href="#r2" y="(\d+)"/g)].map(([, y]) => Number(y))).toEqual([CELL.height, 2 * CELL.height])
})

test('rows that appear and vanish together form one group, with the times when the group is visible', async () => {
  const { frames, lengthMs } = await aFilm({ 0: 'A\nx', 1000: 'B\ny', 3000: 'A\nx' })
  const sightings = findSightings(frames, lengthMs)
  expect(sightings.map(({ spans, rows }) => [spans, rows.map(({ at }) => at)])).toEqual([
    [
      [
        [0, 1000],
        [3000, 4000],
      ],
      [0, 1],
    ],
    [[[1000, 3000]], [0, 1]],
  ])
})

test('a group that is visible in consecutive frames is visible during all of them', async () => {
  const { frames, lengthMs } = await aFilm({ 0: 'A', 1000: 'A\nx', 2000: 'A\ny' })
  expect(findSightings(frames, lengthMs).map(({ spans }) => spans)).toEqual([[[0, 4000]], [[1000, 2000]], [[2000, 4000]]])
})

test('each group is shown at its times, and the whole picture repeats endlessly', async () => {
  const svg = drawFilm(await aFilm({ 0: 'A', 1000: 'B', 3000: 'C' }))
  expect(svg).toContain('.f{animation:4s step-end infinite}')
  expect(svg).toContain('@keyframes g0{0%{visibility:visible}25%{visibility:hidden}}')
  expect(svg).toContain('@keyframes g1{0%{visibility:hidden}25%{visibility:visible}75%{visibility:hidden}}')
  expect(svg).toContain('@keyframes g2{0%{visibility:hidden}75%{visibility:visible}}')
})

test('without animation the poster is shown; with reduced motion the last frame', async () => {
  const svg = drawFilm(await aFilm({ 0: 'A', 1000: 'B', 3000: 'C' }, { poster: 1 }))
  expect(
    [...svg.matchAll(/<g id="(g\d)" class="([^"]*)"( visibility="hidden")?>/g)].map(([, id, name, hidden]) => [id, name, !hidden]),
  ).toEqual([
    ['g0', 'f', false],
    ['g1', 'f', true],
    ['g2', 'f l', false],
  ])
  expect(svg).toContain('@media(prefers-reduced-motion:reduce){.f{animation:none!important;visibility:hidden}.l{visibility:visible}}')
})

test("XML markup in a screen's text is escaped in the picture", async () => {
  const svg = drawFilm(await aFilm({ 0: '<b>&amp;' }))
  expect(svg).toContain('>&lt;b&gt;&amp;amp;</tspan>')
  expect(svg).toContain('<title>a &amp; b</title>')
})

test('words keep to the grid, whatever the font: wide characters too, and lines touch', async () => {
  const svg = drawFilm(await aFilm({ 0: 'one  字 ──' }))
  expect(svg).toContain('<tspan x="0" textLength="25.2">one</tspan>')
  expect(svg).toContain('<tspan x="42" textLength="16.8" lengthAdjust="spacingAndGlyphs">字</tspan>')
  expect(svg).toContain('<tspan x="67.2" textLength="16.8" lengthAdjust="spacingAndGlyphs">──</tspan>')
  expect(svg).toMatch(/viewBox="0 0 196 \d+" width="196"/)
})

test('adjacent cells with the same background become one rectangle', async () => {
  const svg = drawFilm(await aFilm({ 0: '\x1b[7mone \x1b[1mtwo\x1b[0m' }))
  expect(svg).toContain('<rect x="0" width="58.8"')
})
