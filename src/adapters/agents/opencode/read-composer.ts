import { type ComposerReading, UNREADABLE_COMPOSER } from '../screen/read-composer.ts'

/** Below the composer of opencode 1.18 runs a line as wide as it; left of it stands a bar, right of it perhaps a list of facts. */
const BOTTOM = /^\s*╹▀+/
const BAR = /^\s*┃(?<text>.*)$/
const HINT = /^Ask anything/

/** What is typed but not sent. Below it, behind the same bar, stands a line with the names of agent and model. */
export function readOpencodeComposer(screen: string): ComposerReading {
  const lines = screen.split('\n')
  const bottom = lines.findLastIndex(line => BOTTOM.test(line))
  if (bottom < 0) return UNREADABLE_COMPOSER
  const top = lines.slice(0, bottom).findLastIndex(line => !BAR.test(line)) + 1
  const width = BOTTOM.exec(lines[bottom] ?? '')?.[0].length
  const texts = lines.slice(top, bottom).map(line => (BAR.exec(line.slice(0, width))?.groups?.['text'] ?? '').trim())
  if (texts.length < 2) return UNREADABLE_COMPOSER
  const typed = texts.slice(0, -1).join('\n').trim()
  if (typed === '' || HINT.test(typed)) return { composer: 'empty', draftChars: null }
  return { composer: 'draft', draftChars: [...typed].length }
}
