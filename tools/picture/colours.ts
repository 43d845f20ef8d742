export const FOREGROUND = '#d1d7e0'
export const BACKGROUND = '#151b23'

const SIXTEEN = [
  ...['#2f3742', '#ff7b72', '#56d364', '#e3b341', '#6cb6ff', '#d2a8ff', '#56d4dd', '#b1bac4'],
  ...['#656c76', '#ffa198', '#7ee787', '#f2cc60', '#79c0ff', '#e2c5ff', '#76e3ea', '#f0f6fc'],
]

/**
 * A terminal colour by its number from 0 to 255. The first sixteen are chosen here, and the others are the usual cube of 6×6×6 colours and
 * the greys.
 */
export function paletteColour(index: number): string {
  const own = SIXTEEN[index]
  if (own !== undefined) return own
  if (index >= 232) return hex([0, 0, 0].map(() => 8 + (index - 232) * 10))
  const cube = index - 16
  return hex([Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(level => (level === 0 ? 0 : 55 + level * 40)))
}

function hex(parts: readonly number[]): string {
  return `#${parts.map(part => part.toString(16).padStart(2, '0')).join('')}`
}
