import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { ScriptedSignal } from '../adapters/agents/scripted/signal.ts'
import { writeSignal } from '../adapters/agents/signals/write-signal.ts'
import { createConversation } from './conversation.ts'
import { createQuestions } from './questions.ts'
import type { Settings } from './settings.ts'
import { createSpending } from './spending.ts'
import { createComposer } from './terminal/composer.ts'
import { createDialog } from './terminal/dialog.ts'
import { createDisplay } from './terminal/display.ts'
import { createKeyboard } from './terminal/keyboard.ts'
import { startDialog } from './terminal/start-dialog.ts'
import { createTerminal, type Terminal } from './terminal/terminal.ts'

/** Runs the program: starts, asks its first question, signals that it is ready, and then takes texts until it quits. */
export async function runAgent(settings: Settings): Promise<void> {
  const terminal = createTerminal()
  const exit = (status: number): never => {
    terminal.close()
    process.exit(status)
  }
  process.on('SIGTERM', () => exit(143))
  process.on('SIGHUP', () => exit(129))
  await pause(settings.bootMs)
  if (exitsOn(settings, 'boot')) exit(settings.exitStatus)
  const agent = createAgent(settings, { terminal, exit })
  if (settings.dialog !== null && !(await agent.isLetThrough(settings.dialog))) exit(1)
  agent.ready()
  if (exitsOn(settings, 'ready')) exit(settings.exitStatus)
}

function exitsOn(settings: Settings, moment: Settings['exitOn']): boolean {
  return settings.exitOn === moment && settings.incarnation <= settings.exitUntil
}

// Long: the inner functions share the state of the work on one text.
function createAgent(settings: Settings, { terminal, exit }: { terminal: Terminal; exit: (status: number) => void }) {
  const composer = createComposer()
  const display = createDisplay(terminal, () => ({
    dialog: questions.lines(),
    busySince: conversation.busySince(),
    composer: composer.shown(),
    queued: conversation.queued(),
    footer: keyboard.isQuitting() ? 'Press Ctrl-C again to exit' : `incarnation ${settings.incarnation}`,
  }))
  const questions = createQuestions(display.redraw)
  const tell = (signal: ScriptedSignal): void => {
    if (settings.signals !== null) writeSignal(settings.signals, signal)
  }
  const permission = async (what: string): Promise<boolean> => {
    tell({ kind: 'waiting', for: 'permission', text: what })
    const answer = await questions.choose(createDialog([what, 'Do you want to proceed?'], ['Yes', 'No']))
    tell({ kind: 'busy' })
    return answer === 0
  }
  const session = settings.resume ?? randomUUID()
  const conversation = createConversation(settings, { ...display, ...createSpending(session, tell), tell, exit, permission })
  const send = (text: string): void => (exitsOn(settings, 'prompt') ? exit(settings.exitStatus) : conversation.send(text))
  const keyboard = createKeyboard(settings, { composer, questions, send, interrupt: conversation.interrupt, quit: () => exit(0) })
  terminal.onKey(key => {
    keyboard.press(key)
    display.redraw()
  })
  return {
    isLetThrough: async (kind: NonNullable<Settings['dialog']>): Promise<boolean> => {
      terminal.open()
      const { dialog, goesOnWith } = startDialog(kind)
      return (await questions.choose(dialog)) === goesOnWith
    },
    ready: (): void => {
      terminal.open()
      display.redraw()
      tell({ kind: 'session', id: session })
      tell({ kind: 'ready' })
    },
  }
}
