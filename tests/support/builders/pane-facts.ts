import type { PaneFacts } from '../../../src/core/ports/terminal-port.ts'

/** The facts about a pane in which a program reads texts and nobody types. */
export function paneFacts(over: Partial<PaneFacts> = {}): PaneFacts {
  return {
    dead: false,
    deadStatus: null,
    inMode: false,
    inputOff: false,
    synchronized: false,
    title: '',
    width: 200,
    height: 50,
    bracketedPaste: true,
    lineMode: null,
    writers: 0,
    lastKeyAgoMs: null,
    ...over,
  }
}
