import type { Named } from '../load-programs.ts'
import type { Evidence } from './evidence.ts'
import { briefFaults } from './judge-brief.ts'
import { judgeDelivery, strayTexts } from './judge-delivery.ts'
import { judgeTelling } from './judge-telling.ts'
import { strayKeys } from './stray-keys.ts'

export interface Finding {
  readonly faults: readonly string[]
  readonly keys: number
  readonly delivered: string
  readonly said: string
  /**
   * The longest time in ms until czar told a person about an unchanging screen. Null: there was no such screen, or czar never told a
   * person.
   */
  readonly toldAfterMs: number | null
}

/** Compares what the program saw with what the journal says. */
export function judgeProgram({ program }: Named, evidence: Evidence): Finding {
  const { expects } = program
  const account = evidence.account.filter(line => line.at <= evidence.until)
  const stray = strayKeys(account, expects.keysAt ?? ['prompt'])
  const delivery = judgeDelivery(account, evidence)
  const told = judgeTelling(account, evidence)
  const faults = [
    ...(stray.length > 0 ? [`${stray.length} keys at ${stray[0]?.shows}: ${JSON.stringify(stray[0]?.text.slice(0, 40))}`] : []),
    ...delivery.faults,
    ...briefFaults(expects, { account, evidence, delivery }),
    ...told.faults,
    ...(expects.brief === 'whole' ? strayTexts(account, evidence) : []),
  ]
  const said = evidence.events.flatMap(event => (event.kind === 'attention.raised' ? [event.text] : []))
  return { faults, keys: stray.length, delivered: delivery.words, said: said[0] ?? '', toldAfterMs: told.slowestMs }
}
