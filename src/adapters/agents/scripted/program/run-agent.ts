import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { writeSignal } from '../../signals/write-signal.ts'
import type { ScriptedSignal } from '../signal.ts'
import { createComposer } from './composer.ts'
import { createConversation } from './conversation.ts'
import { createDialog, type Dialog } from './dialog.ts'
import { createDisplay } from './display.ts'
import type { Key } from './keys.ts'
import { createSender } from './sender.ts'
import type { Settings } from './settings.ts'
import { startDialog } from './start-dialog.ts'
import { createTerminal, type Terminal } from './terminal.ts'

/** How long the first C-c waits for the second. */
const QUIT_WITHIN_MS = 1500

/** The whole program: boots, asks its start-up question, says that it is ready, then takes texts until it is told to quit. */
export async function runAgent(settings: Settings): Promise<void> {
  const terminal = createTerminal()
  const exit = (status: number): never => {
    terminal.close()
    process.exit(status)
  }
  process.on('SIGTERM', () => exit(143))
  process.on('SIGHUP', () => exit(129))
  const exitsOn = (moment: Settings['exitOn']): boolean => settings.exitOn === moment && settings.incarnation <= settings.exitUntil
  await pause(settings.bootMs)
  if (exitsOn('boot')) exit(settings.exitStatus)
  const agent = createAgent(settings, terminal, status => exit(status ?? settings.exitStatus))
  if (settings.dialog !== null && !(await agent.answered(settings.dialog))) exit(1)
  agent.ready()
  if (exitsOn('ready')) exit(settings.exitStatus)
}

function createAgent(settings: Settings, terminal: Terminal, exit: (status: number | null) => void) {
  let dialog: { readonly shown: Dialog; readonly chosen: (answer: number) => void } | null = null
  let interruptedAt = 0
  const composer = createComposer()
  const display = createDisplay(terminal, () => ({
    dialog: dialog?.shown.lines() ?? null,
    busySince: conversation.busySince(),
    composer: composer.shown(),
    queued: conversation.queued(),
    footer: Date.now() - interruptedAt < QUIT_WITHIN_MS ? 'Press Ctrl-C again to exit' : `incarnation ${settings.incarnation}`,
  }))
  const tell = (signal: ScriptedSignal): void => {
    if (settings.signals !== null) writeSignal(settings.signals, signal)
  }
  const conversation = createConversation(settings, {
    tell,
    show: display.add,
    changed: display.redraw,
    flood: display.flood,
    exit,
    permission,
  })
  const sender = createSender(settings, composer, text => {
    if (settings.exitOn === 'prompt' && settings.incarnation <= settings.exitUntil) exit(null)
    conversation.send(text)
  })

  function choose(shown: Dialog): Promise<number> {
    return new Promise(resolve => {
      dialog = {
        shown,
        chosen: answer => {
          dialog = null
          resolve(answer)
        },
      }
      display.redraw()
    })
  }

  async function permission(what: string): Promise<boolean> {
    tell({ kind: 'waiting', for: 'permission', text: what })
    const answer = await choose(createDialog([what, 'Do you want to proceed?'], ['Yes', 'No']))
    tell({ kind: 'busy' })
    return answer === 0
  }

  function press(key: Key): void {
    if (key.kind === 'interrupt') quitOrWarn()
    else if (dialog !== null) pressInDialog(dialog, key)
    else if (key.kind === 'escape') {
      const text = conversation.interrupt()
      if (text !== null) composer.paste(text)
    } else sender.press(key)
    display.redraw()
  }

  function quitOrWarn(): void {
    if (Date.now() - interruptedAt < QUIT_WITHIN_MS) exit(0)
    interruptedAt = Date.now()
    composer.clear()
  }

  return {
    answered: async (kind: NonNullable<Settings['dialog']>): Promise<boolean> => {
      const { dialog: question, goesOnWith } = startDialog(kind)
      terminal.open(press)
      return (await choose(question)) === goesOnWith
    },
    ready: (): void => {
      if (settings.dialog === null) terminal.open(press)
      display.redraw()
      tell({ kind: 'session', id: settings.resume ?? randomUUID() })
      tell({ kind: 'ready' })
    },
  }
}

function pressInDialog(dialog: { readonly shown: Dialog; readonly chosen: (answer: number) => void }, key: Key): void {
  const answer = dialog.shown.press(key)
  if (answer !== null) dialog.chosen(answer)
}
