import { expect } from 'vitest'
import { livingProcessesWith } from '../../support/living-processes.ts'
import { until } from '../../support/until.ts'
import { aRealFleet, aRealWorker } from '../support/a-real-fleet.ts'
import { fleetStory } from '../support/fleet-story.ts'
import { claim, commit, honestSteps, inBetween } from '../support/honest-steps.ts'
import { story } from '../support/story.ts'

story(
  ['ready', 'receipt', 'work', 'exit'],
  'three workers, of which one depends on another, take their tasks, report, commit and are proven, and leave no process',
  async ({ agent, saw }) => {
    const fleet = await aRealFleet(agent, {
      workers: [
        aRealWorker(agent, 'base'),
        aRealWorker(agent, 'side'),
        aRealWorker(agent, 'top', '    depends_on: [base]\n').replace('accept: [', 'accept: ["test -f src/base/work.txt", '),
      ].join(''),
      answer: turn => honestSteps(turn)[turn.step] ?? null,
    })
    const before = agent.ownSettings(fleet.directory)
    expect(await fleet.launch()).toMatchObject({ code: 0, stderr: '' })

    await fleet.eventually('project.finished', event => event.verified === 3)
    await until(
      () => livingProcessesWith(fleet.directory),
      processes => processes.length === 0,
      { timeoutMs: 60_000 },
    )
    expect(fleet.status().attention).toEqual([])
    expect(await fleet.run('status')).toMatchObject({ code: 0, stderr: '' })
    const submitted = fleetStory(fleet, 'message.submitted')
    expect(submitted.map(({ worker, receipt, strength }) => [worker, receipt, strength]).sort()).toEqual(
      ['base', 'side', 'top'].map(worker => [worker, agent.receipt, 'exact']),
    )
    expect(fleetStory(fleet, 'agent.dialog')).toEqual([])
    expect(fleetStory(fleet, 'agent.turn').filter(({ turn }) => turn === 'waiting')).toEqual([])
    expect(fleet.git('show', 'feat/top:src/base/work.txt')).toBe('work of base')
    expect(agent.ownSettings(fleet.directory)).toBe(before)
    for (const event of fleetStory(fleet, 'agent.ready')) saw('ready', event)
    saw('receipt', { strength: 'exact', evidence: agent.receipt })
    for (const event of fleetStory(fleet, 'agent.turn').slice(-1)) saw('work', event)
  },
)

story(
  ['rework'],
  'a claim without a commit is rejected, the agent takes the rework, and the mended work is verified',
  async ({ agent }) => {
    const fleet = await aRealFleet(agent, {
      workers: aRealWorker(agent, 'hasty'),
      answer: turn => {
        const hasty = honestSteps(turn).filter((_, at) => at !== 2)
        const mending = [commit(turn), claim(turn), { say: 'Mended.' }]
        return (turn.kind === 'rework' ? mending : hasty)[turn.step] ?? null
      },
    })
    await fleet.launch()
    await fleet.eventually('project.finished', event => event.verified === 1)

    const told = fleetStory(fleet, 'verification.finished', 'message.submitted').map(event =>
      event.kind === 'verification.finished' ? event.verdict : `${event.message} ${event.strength}`,
    )
    expect(told).toEqual(['m1 exact', 'rejected', 'm2 exact', 'verified'])
  },
)

story(
  ['output'],
  'an accept command behind czar run needs no permission, and 80 lines of its output reach the model',
  async ({ agent }) => {
    const results: string[] = []
    const fleet = await aRealFleet(agent, {
      workers: aRealWorker(agent, 'runner').replace('accept: [', 'accept: ["seq 1 5000", '),
      answer: turn => {
        results.push(turn.result)
        return inBetween(turn, { run: 'czar run -- seq 1 5000' })
      },
    })
    await fleet.launch()
    await fleet.eventually('project.finished', event => event.verified === 1)

    const [seen = ''] = results.filter(result => result.includes('czar run: exit 0'))
    const lines = seen.split(/\n|\\n|"|Output: /).filter(line => /^\d+$|lines left out/.test(line))
    expect(lines).toHaveLength(80)
    expect(lines.slice(13, 16)).toEqual(['14', '15', '… 4921 lines left out …'])
    expect(lines.slice(16, 17)).toEqual(['4937'])
    expect(fleetStory(fleet, 'agent.turn').map(({ turn }) => turn)).not.toContain('waiting')
  },
)
