import { EventEmitter } from 'node:events'
import { PassThrough } from 'node:stream'
import xterm from '@xterm/headless'

export interface TestScreen {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  /** What a person would see now, row by row. */
  readonly rows: () => Promise<readonly string[]>
  readonly text: () => Promise<string>
  readonly terminal: xterm.Terminal
  /** The number of bytes written so far. */
  readonly bytes: () => number
  readonly press: (keys: string) => void
  readonly resize: (columns: number, rows: number) => void
}

/** A terminal emulator, with the two streams that a program uses. */
export function aScreen(columns: number, rows: number): TestScreen {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true })
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => stdin, ref: () => stdin, unref: () => stdin })
  let bytes = 0
  const stdout = Object.assign(new EventEmitter(), {
    isTTY: true,
    columns,
    rows,
    writable: true,
    write(text: string | Uint8Array, ...rest: unknown[]): boolean {
      bytes += Buffer.byteLength(text)
      const done = rest.find(argument => typeof argument === 'function') as (() => void) | undefined
      terminal.write(text, done)
      return true
    },
    end: () => {},
  })
  const settled = () => new Promise<void>(resolve => terminal.write('', resolve))
  const read = async () => {
    await settled()
    const { active } = terminal.buffer
    return Array.from({ length: terminal.rows }, (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '')
  }
  return {
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
    terminal,
    rows: read,
    text: async () => (await read()).join('\n'),
    bytes: () => bytes,
    press: keys => stdin.write(keys),
    resize(nextColumns, nextRows) {
      terminal.resize(nextColumns, nextRows)
      Object.assign(stdout, { columns: nextColumns, rows: nextRows })
      stdout.emit('resize')
    },
  }
}
