import type { CliIo } from '../io.ts'

export interface PlanningProgress {
  readonly round: (round: number, rounds: number) => void
  readonly say: (spent: { readonly tokens: number | null; readonly usd: number | null }) => void
  /** Removes the line from the terminal. */
  readonly end: () => void
}

const EVERY_MS = 1_000

/** Shows on the error output what a planning does. On a terminal it redraws one line. Otherwise it prints one line for each round. */
export function showProgress(agent: string, io: CliIo): PlanningProgress {
  const isRedrawn = io.stderr.isTerminal && io.env['TERM'] !== 'dumb'
  const began = io.now()
  let state = ''
  let spent = ''
  const draw = () => {
    const seconds = Math.floor((io.now() - began) / 1000)
    const line = `${agent} plans: ${state}, ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}${spent}`
    io.stderr.write(`\r\x1b[K${line.slice(0, (io.stderr.size()?.columns ?? 80) - 1)}`)
  }
  const timer = isRedrawn ? setInterval(draw, EVERY_MS) : null
  return {
    round(round, rounds) {
      state = `round ${round} of ${rounds}`
      if (isRedrawn) draw()
      else io.stderr.write(`${agent} plans: ${state}\n`)
    },
    say({ tokens, usd }) {
      spent = [tokens === null ? '' : `, ${tokens} tokens`, usd === null ? '' : `, $${usd.toFixed(2)}`].join('')
    },
    end() {
      if (timer === null) return
      clearInterval(timer)
      if (state !== '') io.stderr.write('\r\x1b[K')
      state = ''
    },
  }
}
