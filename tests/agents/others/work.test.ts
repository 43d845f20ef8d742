import { expect, test } from 'vitest'
import { livingProcessesWith } from '../../support/living-processes.ts'
import { until } from '../../support/until.ts'
import { aRealFleet, aRealWorker } from '../support/a-real-fleet.ts'
import { fleetStory } from '../support/fleet-story.ts'
import { honestSteps } from '../support/honest-steps.ts'
import { copilot } from '../support/programs/copilot.ts'
import { qwen } from '../support/programs/qwen.ts'

test.each([qwen, copilot])(
  '$name, with its profile alone, takes its task, reports, commits, is proven, and leaves nothing running',
  async agent => {
    const fleet = await aRealFleet(agent, {
      workers: aRealWorker(agent, 'worker'),
      answer: turn => honestSteps(turn)[turn.step] ?? null,
    })
    expect(await fleet.launch()).toMatchObject({ code: 0, stderr: '' })
    await fleet.eventually('project.finished', event => event.verified === 1)
    expect(fleetStory(fleet, 'message.submitted')).toHaveLength(1)
    expect(new Set(fleet.model.requests().map(([first]) => first)).size, 'the brief, once and whole').toBe(1)
    await until(
      () => livingProcessesWith(fleet.directory),
      processes => processes.length === 0,
    )
  },
)
