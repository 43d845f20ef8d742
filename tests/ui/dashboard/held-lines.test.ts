import { expect, test } from 'vitest'
import type { TrainView } from '../../../src/core/views/train.ts'
import { layoutOf } from '../../../src/ui/dashboard/layout.ts'
import { heldLines } from '../../../src/ui/dashboard/lines/held-lines.ts'
import { lineWidth } from '../../../src/ui/dashboard/lines/line.ts'
import { emptyModel } from '../../../src/ui/dashboard/model.ts'
import { aView } from '../../support/builders/a-view.ts'

type Held = NonNullable<TrainView['waiting']>[number]
type CzarPhase = ReturnType<typeof aView>['czar']['state']

const held = (task: string, over: Partial<Held> = {}): Held => ({
  ...{ task, commit: 'a'.repeat(40), for: [], text: 'has a doubtful proof: main moved', hint: `czar verify ${task}   # checks it` },
  ...over,
})

function aModel(waiting: TrainView['waiting'], { columns = 120, rows = 24, state = 'supervising' as CzarPhase } = {}) {
  const lists = { tested: [], merged: [], aside: [], landed: [] }
  const train = { branch: 'omnibus/x', base: 'b'.repeat(40), tip: null, state: 'resting', problem: null, ...lists, waiting } as const
  const view = aView({ train: train as TrainView })
  return {
    ...emptyModel('x', { columns, rows }, 0),
    view: { ...view, czar: { ...view.czar, state } },
    connection: { state: 'live' } as const,
  }
}

const textOf = (model: ReturnType<typeof aModel>) => heldLines(model).map(row => row.map(({ text }) => text).join(''))

test('the dashboard says which work is not merged, why, and what to type', () => {
  expect(textOf(aModel([held('api')]))).toEqual(['api is not merged: it has a doubtful proof: main moved; czar verify api'])
})

test('while czar runs, work that it merges by itself is only counted; at the end it is named, also from an older czar', () => {
  const older = { task: 'api', commit: 'a'.repeat(40), for: ['web', 'cli'] }
  const moving = [held('cli', { hint: null }), older]
  expect(textOf(aModel(moving))).toEqual([])
  expect(textOf(aModel(moving, { state: 'finished' }))).toEqual([
    'cli is not merged: it has a doubtful proof: main moved',
    'api is not merged: it builds on web, cli',
  ])
})

test('a long reason is cut before the command is', () => {
  const [text = ''] = textOf(aModel([held('api', { text: 'builds on '.repeat(40) })], { columns: 80 }))
  expect(text).toMatch(/^api is not merged: it builds .*…; czar verify api$/)
  for (const columns of [1, 20, 40, 80]) {
    const [row = []] = heldLines(aModel([held('漢字', { text: 'b\u001b[31m'.repeat(90) })], { columns }))
    expect(lineWidth(row)).toBeLessThanOrEqual(columns)
  }
})

test('a command that does not fit is not cut: another one says what to type', () => {
  const hint = `czar launch /home/somebody/${'projects/'.repeat(4)}czar.yaml`
  const reason = 'builds on web, which has failed'
  expect(textOf(aModel([held('api', { text: reason, hint })], { columns: 80 }))).toEqual([`api is not merged: it ${reason}; czar status`])
  expect(textOf(aModel([held('api', { text: reason, hint })], { columns: 160 }))).toEqual([`api is not merged: it ${reason}; ${hint}`])
})

test('of many tasks two are named, a low terminal names none, and the table keeps its rows', () => {
  const many = ['one', 'two', 'three', 'four'].map(task => held(task))
  expect(textOf(aModel(many)).at(-1)).toBe('2 more are not merged; czar status')
  expect(textOf(aModel(many.slice(1)))).toHaveLength(3)
  expect(textOf(aModel(many, { rows: 15 }))).toEqual([])
  const [few, none] = [layoutOf(aModel(many)), layoutOf(aModel([]))]
  expect(few.body.rows).toBe(none.body.rows - 3)
})
