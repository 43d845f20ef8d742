import { BACKGROUND, FOREGROUND } from './colours.ts'
import { CELL, drawRow, escapeXml } from './draw-row.ts'
import type { Style } from './read-screen.ts'
import { type Frame, findSightings, type Sighting, type Span } from './sightings.ts'
import type { Size } from './terminal.ts'

export interface Film {
  readonly title: string
  /** A description for people who cannot see the picture. */
  readonly description: string
  readonly size: Size
  readonly frames: readonly Frame[]
  readonly lengthMs: number
  /** The index of the screen that is shown where the film cannot move. */
  readonly poster: number
}

const MARGIN = 14
const TITLE_HEIGHT = 30
const DOTS = ['#ff7b72', '#e3b341', '#56d364'] as const

/**
 * Draws the film as an SVG that plays in a loop, with CSS and without a script, so that it also plays inside an <img>. Rows that are
 * visible at the same times form one group with one animation. Where animations do not work, the poster is shown. A reader who prefers less
 * motion (prefers-reduced-motion) gets the last screen.
 */
export function drawFilm(film: Film): string {
  const { title, description, size, frames, lengthMs } = film
  const width = Math.ceil(size.columns * CELL.width) + 2 * MARGIN
  const height = TITLE_HEIGHT + size.rows * CELL.height + MARGIN
  const names = { classes: new Map<string, string>(), rows: new Map<string, string>() }
  const groups = findSightings(frames, lengthMs).map((sighting, index) => drawGroup(sighting, { name: `g${index}`, film, names }))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title>${escapeXml(title)}</title>`,
    `<desc>${escapeXml(description)}</desc>`,
    '<style>',
    `text{font:${CELL.letters}px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace;fill:${FOREGROUND}}`,
    'rect{shape-rendering:crispEdges}',
    ...[...names.classes].map(([rule, name]) => `.${name}{${rule}}`),
    `.f{animation:${lengthMs / 1000}s step-end infinite}`,
    ...groups.map(group => group.rule),
    `@media(prefers-reduced-motion:reduce){.f{animation:none!important;visibility:hidden}.l{visibility:visible}}`,
    '</style>',
    '<defs>',
    ...[...names.rows].map(([drawn, name]) => `<g id="${name}">${drawn}</g>`),
    '</defs>',
    drawWindow(title, width, height),
    `<g transform="translate(${MARGIN} ${TITLE_HEIGHT})">`,
    ...groups.map(group => group.element),
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

function drawWindow(title: string, width: number, height: number): string {
  const dots = DOTS.map((colour, index) => `<circle cx="${20 + index * 18}" cy="15" r="5.5" fill="${colour}"/>`)
  return [
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8" fill="${BACKGROUND}" stroke="#3d444d"/>`,
    ...dots,
    `<text x="${width / 2}" y="20" text-anchor="middle" fill-opacity=".6">${escapeXml(title)}</text>`,
  ].join('')
}

interface Drawing {
  readonly name: string
  readonly film: Film
  /** The class of each style, and the id of each drawn row. Both maps grow while the film is drawn. */
  readonly names: { readonly classes: Map<string, string>; readonly rows: Map<string, string> }
}

function drawGroup({ spans, rows }: Sighting, { name, film, names }: Drawing): { readonly element: string; readonly rule: string } {
  const { frames, lengthMs, poster } = film
  const isLast = spans.at(-1)?.[1] === lengthMs
  const posterMs = frames[poster]?.atMs ?? 0
  const isOnPoster = spans.some(([fromMs, untilMs]) => fromMs <= posterMs && posterMs < untilMs)
  // A line that scrolls is drawn once, and then used at each height.
  const drawn = rows.map(({ at, row }) => {
    const id = nameOf(
      drawRow(row, style => nameStyle(style, names.classes)),
      { names: names.rows, prefix: 'r' },
    )
    return `<use href="#${id}" y="${at * CELL.height}"/>`
  })
  const hidden = isOnPoster ? '' : ' visibility="hidden"'
  return {
    element: `<g id="${name}" class="f${isLast ? ' l' : ''}"${hidden}>${drawn.join('')}</g>`,
    rule: `#${name}{animation-name:${name}}@keyframes ${name}{${keyframes(spans, lengthMs)}}`,
  }
}

function nameStyle({ colour, isBold, isDim }: Style, classes: Map<string, string>): string | null {
  const rules = [
    ...(colour === FOREGROUND ? [] : [`fill:${colour}`]),
    ...(isBold ? ['font-weight:700'] : []),
    ...(isDim ? ['fill-opacity:.6'] : []),
  ]
  if (rules.length === 0) return null
  return nameOf(rules.join(';'), { names: classes, prefix: 's' })
}

function nameOf(content: string, { names, prefix }: { readonly names: Map<string, string>; readonly prefix: string }): string {
  const name = names.get(content) ?? `${prefix}${names.size}`
  names.set(content, name)
  return name
}

/** Writes keyframes of a CSS animation. Each keyframe holds until the next one. */
function keyframes(spans: readonly Span[], lengthMs: number): string {
  const at = (ms: number) => `${Number(((ms / lengthMs) * 100).toFixed(3))}%`
  const turns = spans.flatMap(([fromMs, untilMs]) => [
    `${at(fromMs)}{visibility:visible}`,
    ...(untilMs < lengthMs ? [`${at(untilMs)}{visibility:hidden}`] : []),
  ])
  return `${spans[0]?.[0] === 0 ? '' : '0%{visibility:hidden}'}${turns.join('')}`
}
