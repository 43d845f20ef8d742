import { type Camera, createCamera } from './camera.ts'
import type { Terminal } from './terminal.ts'

export interface Take {
  readonly shots: Camera['shots']
  readonly lengthMs: number
  /** The index of the screen that is shown where the film cannot move. On it, a worker needs a person. */
  readonly poster: number
}

/** Does what a person does with the fleet, from the launch to the last proven task. */
export async function play(terminal: Terminal): Promise<Take> {
  const camera = createCamera(terminal)
  await camera.until(/\$/)
  await camera.linger(800)
  await camera.type('czar launch station.yaml')
  await camera.linger(400)
  await terminal.press('Enter')

  await camera.until(/[1-9] needs you/)
  const poster = camera.shots.length - 1
  await camera.linger(1_500)
  await terminal.type('g')
  await camera.linger(700)
  await terminal.type('a')
  await camera.until(/\? Celsius or Fahrenheit/)
  await camera.linger(2_500)
  await terminal.press('F12')
  await camera.until(/enter detail/)
  await camera.linger(700)
  await terminal.type('t')
  await camera.until(/tell api:/)
  await camera.type('Celsius, please.')
  await camera.linger(300)
  await terminal.press('Enter')
  await camera.until(/lately/)

  await camera.linger(2_500)
  await terminal.type('2')
  await camera.linger(3_000)
  await terminal.type('3')
  await camera.until(/weather {2}finished/)
  await camera.linger(3_500)
  return { shots: camera.shots, lengthMs: camera.lengthMs(), poster }
}
