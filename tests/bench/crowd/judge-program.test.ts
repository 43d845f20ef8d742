import { expect, test } from 'vitest'
import { sha256 } from '../../../bench/crowd/judge/compare-texts.ts'
import { judgeProgram } from '../../../bench/crowd/judge/judge-program.ts'
import type { Expectations } from '../../../bench/crowd/program.ts'
import type { LogLine } from '../../../bench/terminal/log.ts'
import type { Journaled } from '../../../src/core/events/event.ts'

const BRIEF = 'Write the parser.\nThen its tests.'
const LINE = 'Read the whole file.'
const PASTED = { kind: 'message.pasted', message: 'm1', sha256: sha256(BRIEF) }
const SUBMITTED = { kind: 'message.submitted', message: 'm1', receipt: 'the composer is empty' }

test('a brief that a program took whole, or line by line, counts as submitted', () => {
  expect(faults({ brief: 'whole' }, [took(BRIEF)], [PASTED, SUBMITTED])).toEqual([])
  expect(faults({ brief: 'whole' }, BRIEF.split('\n').map(took), [PASTED, SUBMITTED])).toEqual([])
})

test('a line that a program gets twice in one reading is complete; a text of several lines is not', () => {
  const line = { ...PASTED, sha256: sha256(LINE) }
  expect(faults({ brief: 'either' }, [took(`${LINE}${LINE}`)], [line, SUBMITTED])).toEqual([])
  expect(faults({ brief: 'either' }, [took(BRIEF.replaceAll(/^.*$/gm, '$&\n$&'))], [PASTED, SUBMITTED])).toHaveLength(1)
})

test('a brief of which a part is missing counts as a fault, unless the journal says so', () => {
  expect(faults({ brief: 'either' }, [took(BRIEF.slice(0, 20))], [PASTED, SUBMITTED])).toEqual([
    'false "submitted" (the composer is empty) of m1: 1 texts taken, of 20 characters',
  ])
  const reserved = { ...SUBMITTED, receipt: 'its end was never seen' }
  expect(faults({ brief: 'cut', because: /never seen/ }, [took(BRIEF.slice(0, 20))], [PASTED, reserved])).toEqual([])
})

test('a brief that one agent took twice counts as a fault', () => {
  expect(faults({ brief: 'whole' }, [took(BRIEF), took(BRIEF)], [PASTED, SUBMITTED])).toEqual(['m1 was taken twice'])
})

test('a question that stays on the screen must reach a person with its words within five seconds', () => {
  const rests: LogLine = { kind: 'shows', at: 1_000, shows: 'menu', rests: ['Delete all?'] }
  expect(faults({ brief: 'none' }, [rests], [])).toEqual(['nobody is told "Delete all?" in 19.0 s'])
  expect(faults({ brief: 'none' }, [rests], [raised('it asks: delete\n all?', 4_000)])).toEqual([])
  expect(faults({ brief: 'none' }, [rests], [raised('it asks: Delete all?', 9_000)])).toEqual(['told only after 8.0 s'])
  expect(faults({ brief: 'none' }, [rests], [raised('it asks for something', 4_000)])).toHaveLength(1)
})

test('a question that vanishes within five seconds need not reach a person', () => {
  const goes: LogLine[] = [
    { kind: 'shows', at: 1_000, shows: 'menu', rests: ['Update?'] },
    { kind: 'shows', at: 4_000, shows: 'prompt' },
  ]
  expect(faults({ brief: 'either' }, goes, [])).toEqual([])
})

test('a program that can take no text must be refused with the reason and the next step, without a fresh agent', () => {
  const expects: Expectations = { brief: 'refused', because: /bracketed paste/ }
  const told = raised('it takes no bracketed paste', 4_000)
  expect(faults(expects, [], [told])).toEqual([])
  expect(faults(expects, [], [{ ...told, hint: null }])).toEqual(['no next step is named'])
  expect(faults(expects, [], [told, { kind: 'agent.ended', reason: 'undelivered' }])).toEqual([
    'a fresh agent is started, which is no better',
  ])
  expect(faults(expects, [], [])).toHaveLength(1)
})

test('a text that a program took but czar did not send counts as a fault', () => {
  expect(faults({ brief: 'whole' }, [took(BRIEF), took('y')], [PASTED, SUBMITTED])).toEqual(['took a text that is none of Czar\'s: "y"'])
})

function faults(expects: Expectations, account: readonly LogLine[], events: readonly object[]): readonly string[] {
  const named = { name: 'one', path: 'some/one', program: { does: 'something', expects } }
  const numbered = events.map((event, index) => ({ at: 3_000, seq: index + 1, ...event })) as unknown as readonly Journaled[]
  const prompt: LogLine[] = expects.brief === 'whole' ? [{ kind: 'shows', at: 0, shows: 'prompt' }] : []
  const evidence = {
    account: [...prompt, ...account],
    events: [START, ...numbered],
    texts: new Map([BRIEF, LINE].map(text => [sha256(text), text])),
    until: 20_000,
  }
  return judgeProgram(named, evidence).faults
}

const START = { kind: 'agent.started', at: 0, seq: 0 } as unknown as Journaled

function took(text: string): LogLine {
  return { kind: 'took', at: 2_000, text }
}

function raised(text: string, at: number): object {
  return { kind: 'attention.raised', text, hint: 'czar attach one', at }
}
