import { randomBytes } from 'node:crypto'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ToolError, UsageError } from '../../../core/model/errors.ts'
import type { MessageId, PaneId } from '../../../core/model/ids.ts'
import type { PasteResult } from '../../../core/ports/terminal-port.ts'
import { literalPath } from '../command/quote.ts'
import type { TmuxLink } from '../link/tmux-link.ts'
import { givenMark } from '../panes/list-panes.ts'
import type { PaneTarget } from '../panes/pane-facts.ts'
import { guardedInput } from './guarded-input.ts'

const PREFIX = 'czar-paste-'

/**
 * From this version on (307 means tmux 3.7), pasting needs the option -S. Without -S, tmux 3.7 pastes control characters as visible text
 * (`^[`). Earlier versions do not know the option.
 */
const SANITIZES = 307

/**
 * Pastes the exact bytes of `text`. They are put in brackets (bracketed paste) if the program in the pane asked for that. Removes tmux's
 * buffer and the file that it used.
 */
export async function pasteText(
  link: TmuxLink,
  target: PaneTarget,
  { text, directory, given = null }: { text: string; directory: string; given?: MessageId | null },
): Promise<PasteResult> {
  const { pane } = target
  refuseUnpasteable(pane, text)
  const buffer = `${PREFIX}${randomBytes(8).toString('hex')}`
  const file = join(directory, buffer)
  const what = `pasting into pane ${pane}`
  try {
    await writeFile(file, text, { mode: 0o600, flag: 'wx' })
    // tmux limits an argument to 16 KB, so the text goes through a file, from which tmux loads 1 MB in a few ms.
    await link.run([['load-buffer', '-b', buffer, literalPath(file)]], { what })
    // -p pastes in brackets, -r keeps newlines as they are, and -d deletes the buffer.
    const flags = ['-p', '-r', '-d', ...((link.server?.version ?? 0) < SANITIZES ? [] : ['-S'])]
    return await guardedInput(link, target, [...givenMark(pane, given), ['paste-buffer', ...flags, '-b', buffer, '-t', pane]])
  } finally {
    await rm(file, { force: true })
    await link.ask([['delete-buffer', '-b', buffer]], { what }).catch(() => {})
  }
}

/** Removes files and tmux buffers that remain if czar was killed during a paste. */
export async function removeLeftPastes(link: TmuxLink, directory: string): Promise<void> {
  const files = (await readdir(directory)).filter(name => name.startsWith(PREFIX))
  await Promise.all(files.map(name => rm(join(directory, name), { force: true })))
  const reply = await link.run([['list-buffers', '-F', '#{buffer_name}']], { what: 'listing paste buffers' })
  const buffers = (reply.blocks[0]?.lines ?? []).filter(name => name.startsWith(PREFIX))
  await Promise.all(buffers.map(name => link.ask([['delete-buffer', '-b', name]], { what: 'deleting a paste buffer' })))
}

function refuseUnpasteable(pane: PaneId, text: string): void {
  if (text === '') throw new UsageError(`there is nothing to paste into pane ${pane}`)
  if (!text.includes('\x1b[201~')) return
  throw new ToolError(`pasting into pane ${pane}: the text holds the sequence that ends a paste (ESC[201~)`, {
    command: ['paste-buffer', '-t', pane],
    reason: 'refused',
    hint: 'remove control characters from the text',
  })
}
