import { type Instance, render } from 'ink'
import type { ReactNode } from 'react'
import type { Keyboard } from '../keyboard.ts'

/** The terminal in which an app is shown. */
export interface AppTerminal {
  readonly keyboard: Pick<Keyboard, 'stdin'>
  readonly stdout: NodeJS.WriteStream
}

const MAX_FPS = 30

/** Shows an app on the whole terminal. The terminal shows its earlier content again when the app ends. */
export function showApp(app: ReactNode, { keyboard, stdout }: AppTerminal): Instance {
  return render(app, {
    stdin: keyboard.stdin,
    stdout,
    alternateScreen: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    patchConsole: false,
    maxFps: MAX_FPS,
    interactive: true,
  })
}
