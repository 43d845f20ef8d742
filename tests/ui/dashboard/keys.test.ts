import { expect, test } from 'vitest'
import type { Key, Wish } from '../../../src/ui/dashboard/message.ts'
import type { Model } from '../../../src/ui/dashboard/model.ts'
import { update } from '../../../src/ui/dashboard/update.ts'
import { aTaskView } from '../../support/builders/a-view.ts'
import { aModel } from '../support/a-model.ts'

const NAMED = ['enter', 'escape', 'tab', 'back-tab', 'backspace', 'up', 'down', 'end', 'ctrl-c', 'ctrl-d'] as const

/** Presses keys one after the other. Names in angle brackets are special keys, and everything else is text. */
function press(model: Model, ...keys: readonly string[]): { model: Model; wishes: readonly Wish[] } {
  let current = model
  const wishes: Wish[] = []
  for (const key of keys) {
    const name = NAMED.find(known => `<${known}>` === key)
    const pressed: Key = name === undefined ? { name: '', text: key } : { name, text: '' }
    const [next, more] = update(current, { kind: 'key', key: pressed })
    current = next
    wishes.push(...more)
  }
  return { model: current, wishes }
}

const three = () => aModel({ a: {}, b: {}, c: {} })

test('j and k move through the workers and stop at the ends', () => {
  expect(press(three(), 'j', 'j', 'j').model.selected).toBe('c')
  expect(press(three(), 'j', 'k', 'k').model.selected).toBe('a')
  expect(press(three(), 'G').model.selected).toBe('c')
  expect(press(three(), 'G', 'g').model.selected).toBe('a')
})

test('the selection stays with its worker when the order changes, and moves to the first when the worker is gone', () => {
  const { model } = press(three(), 'j')
  const [moved] = update(model, { kind: 'view', view: aModel({ c: { attention: 'asks' }, a: {}, b: {} }).view as never })
  expect(moved.selected).toBe('b')
  const [gone] = update(model, { kind: 'view', view: aModel({ c: {}, a: {} }).view as never })
  expect(gone.selected).toBe('c')
})

test.each([
  ['n', { kind: 'perform', command: { verb: 'nudge', worker: 'a' } }],
  ['v', { kind: 'perform', command: { verb: 'verify', worker: 'a' } }],
  ['p', { kind: 'perform', command: { verb: 'pause', worker: 'a' } }],
  ['a', { kind: 'attach', worker: 'a', readOnly: false }],
  ['A', { kind: 'attach', worker: 'a', readOnly: true }],
  ['d', { kind: 'diff', worker: 'a' }],
  ['q', { kind: 'quit' }],
  ['<ctrl-c>', { kind: 'quit' }],
])('the key %s acts on the selected worker', (key, wish) => {
  expect(press(three(), key).wishes).toEqual([wish])
})

test('p resumes a paused worker', () => {
  expect(press(aModel({ a: { paused: true } }), 'p').wishes).toEqual([{ kind: 'perform', command: { verb: 'resume', worker: 'a' } }])
})

test('the key for a restart asks for confirmation first', () => {
  expect(press(three(), 'r').wishes).toEqual([])
  expect(press(three(), 'r', 'y').wishes).toEqual([{ kind: 'perform', command: { verb: 'restart', worker: 'a' } }])
  expect(press(three(), 'r', 'n')).toMatchObject({ wishes: [], model: { mode: { kind: 'list' } } })
})

test('a text goes to the worker that was selected when its typing began', () => {
  const { wishes } = press(three(), 't', 'keep', ' ', 'itx', '<backspace>', '<enter>')
  expect(wishes).toEqual([{ kind: 'perform', command: { verb: 'tell', worker: 'a', text: 'keep it' } }])
})

test("a worker's question is answered by a text, or by yes or no", () => {
  expect(press(three(), 'y', 'yes', '<enter>').wishes).toEqual([{ kind: 'perform', command: { verb: 'answer', worker: 'a', text: 'yes' } }])
})

test('while a text is typed no letter is a command', () => {
  expect(press(three(), 't', 'q', 'r', 'y', '<escape>')).toMatchObject({ wishes: [], model: { mode: { kind: 'list' } } })
})

test('an empty text is not sent', () => {
  expect(press(three(), 't', ' ', '<enter>').wishes).toEqual([])
})

test('a paste is text while a text is typed, and ignored otherwise', () => {
  const [quiet, wishes] = update(three(), { kind: 'pasted', text: 'qry' })
  expect([quiet.mode.kind, wishes]).toEqual(['list', []])
  const [typing] = update(press(three(), 't').model, { kind: 'pasted', text: 'a\nb' })
  expect(typing.mode).toMatchObject({ kind: 'write', verb: 'tell', text: expect.stringMatching(/^a.*b$/) })
})

test('keys that arrive together are handled one by one', () => {
  expect(press(three(), 'jj').model.selected).toBe('c')
  expect(press(three(), 'ry').wishes).toHaveLength(1)
})

test('a filter works while it is typed; Enter keeps it and Esc removes it', () => {
  expect(press(three(), '/', 'b').model).toMatchObject({ filter: 'b', selected: 'b' })
  expect(press(three(), '/', 'b', '<enter>').model).toMatchObject({ filter: 'b', mode: { kind: 'list' } })
  expect(press(three(), '/', 'b', '<escape>').model.filter).toBe('')
  expect(press(three(), '/', 'b', '<enter>', '<escape>').model.filter).toBe('')
})

test("the detail view follows the selection, and stops watching the earlier worker's terminal", () => {
  const watch = (worker: string | null) => ({ kind: 'watch-screen', worker })
  expect(press(three(), '<enter>', 'j', '<escape>').wishes).toEqual([watch('a'), watch('b'), watch(null)])
})

test('a bonus task is chosen from the waiting ones', () => {
  const model = three()
  const queue = [aTaskView('one', { state: 'waiting' }), aTaskView('two', { state: 'assigned' }), aTaskView('three', { state: 'waiting' })]
  const waiting = { ...model, view: { ...(model.view as NonNullable<Model['view']>), queue } }
  expect(press(waiting, 'b', '<tab>', '<enter>').wishes).toEqual([
    { kind: 'perform', command: { verb: 'assign', worker: 'a', task: 'three' } },
  ])
  expect(press(waiting, 'b', '<escape>').wishes).toEqual([])
  expect(press(model, 'b').model.notice?.text).toContain('no bonus task')
})

test('tab moves through the panels, and a number selects a panel', () => {
  expect(press(three(), '<tab>').model.panel).toBe('queue')
  expect(press(three(), '<back-tab>').model.panel).toBe('messages')
  expect(press(three(), '3').model.panel).toBe('events')
})

test('keys in a fleet without workers do no harm', () => {
  expect(press(aModel({}), 'j', 'a', 'r', 'y', '<enter>', 'b').wishes).toEqual([])
})

test('Esc leads back to the list of projects only where the dashboard came from it, and nothing is open', () => {
  const back = [{ kind: 'back' }]
  const fromProjects = { ...three(), isFromProjects: true }
  expect(press(three(), '<escape>').wishes).toEqual([])
  expect(press(fromProjects, '<escape>').wishes).toEqual(back)
  for (const open of [['<enter>'], ['/'], ['/', 'a', '<enter>'], ['?'], ['t', 'x'], ['r']]) {
    const { model } = press(fromProjects, ...open)
    const closed = press(model, '<escape>')
    expect(
      closed.wishes.filter(({ kind }) => kind === 'back'),
      open.join(' '),
    ).toEqual([])
    expect(press(closed.model, '<escape>').wishes, open.join(' ')).toEqual(back)
  }
})
