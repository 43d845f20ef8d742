import type { Key as InkKey } from 'ink'
import type { Key, KeyName } from './message.ts'

const NAMES: readonly (readonly [keyof InkKey, KeyName])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'page-up'],
  ['pageDown', 'page-down'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['backspace', 'backspace'],
  ['delete', 'backspace'],
]

/** Turns a key event of ink into the dashboard's keys. The list is empty for keys that mean nothing here. */
export function readKeys(input: string, key: InkKey): readonly Key[] {
  if (key.tab) return [named(key.shift ? 'back-tab' : 'tab')]
  const known = NAMES.find(([flag]) => key[flag])
  if (known !== undefined) return [named(known[1])]
  if (key.ctrl) return input === 'c' || input === 'd' || input === 'u' ? [named(`ctrl-${input}`)] : []
  return key.meta ? [] : splitText(input)
}

/** Splits text that was typed so fast that it arrives in one piece. It may contain Enter and backspace. */
function splitText(input: string): readonly Key[] {
  return input
    .split(/([\r\n\t\x7f\b])/)
    .filter(part => part !== '')
    .map(part => {
      const name = TYPED[part]
      return name === undefined ? { name: '', text: part } : named(name)
    })
}

const TYPED: Readonly<Record<string, KeyName>> = { '\r': 'enter', '\n': 'enter', '\t': 'tab', '\x7f': 'backspace', '\b': 'backspace' }

function named(name: KeyName): Key {
  return { name, text: '' }
}
