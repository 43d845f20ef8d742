import type { Spent } from '../model/budget.ts'
import { counted } from './counted.ts'

/** Says what is used of a budget: `$5.02 of $5.00`, `2.1M of 2M tokens`, `4h 1m of 4h`, `12 of 12 turns`. */
export function spentText({ what, spent, limit }: Spent): string {
  switch (what) {
    case 'usd':
      return `$${spent.toFixed(2)} of $${limit.toFixed(2)}`
    case 'tokens':
      return `${tokensText(spent)} of ${tokensText(limit)} tokens`
    case 'time':
      return `${timeText(spent)} of ${timeText(limit)}`
    case 'turns':
      return `${spent} of ${counted(limit, 'turn')}`
  }
}

/** Returns a number of tokens as a text: `900`, `12.5k`, `2.1M`. */
export function tokensText(tokens: number): string {
  if (tokens < 1_000) return String(tokens)
  const [count, unit] = tokens < 999_950 ? [tokens / 1_000, 'k'] : [tokens / 1_000_000, 'M']
  return `${count.toFixed(1).replace(/\.0$/, '')}${unit}`
}

/** Returns a duration as a text: `40s`, `12m`, `3h 20m`. */
export function timeText(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return `${Math.floor(ms / 1_000)}s`
  const parts = [minutes >= 60 ? `${Math.floor(minutes / 60)}h` : '', minutes % 60 > 0 ? `${minutes % 60}m` : '']
  return parts.filter(Boolean).join(' ')
}
