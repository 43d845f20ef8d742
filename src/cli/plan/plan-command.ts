import { shellWord } from '../../core/text/shell-word.ts'
import type { PlanOptions } from '../verbs/setup/plan.ts'

/** Returns the command that the person typed, with the given flags in place of the typed ones. */
export function planCommand(options: PlanOptions, flags: Partial<Record<'agent' | 'usd' | 'time' | 'out' | 'repo', string>>): string {
  const { goal, from, issues, label, passEnv, workerAgent, base, gates, launch } = options
  const { agent, usd, time, out, repo } = { ...options, ...flags }
  const named = {
    from,
    label,
    agent,
    'worker-agent': workerAgent,
    usd,
    out: out === '.' ? null : out,
    repo,
    base,
    time: time === '20m' ? null : time,
  }
  return [
    'czar plan',
    ...(goal === null ? [] : [shellWord(goal)]),
    ...issues.map(issue => `--issue ${shellWord(issue)}`),
    ...Object.entries(named).flatMap(([name, value]) => (value === null ? [] : [`--${name} ${shellWord(value)}`])),
    ...passEnv.map(name => `--pass-env ${shellWord(name)}`),
    ...(gates ? ['--gates'] : []),
    ...(launch ? ['--launch'] : []),
  ].join(' ')
}
