import { expect, test } from 'vitest'
import { reviewText } from '../../../../src/ui/web/server/review-text.ts'
import { fakeDoor } from '../../../api/fake-door.ts'
import { openWeb } from './support/open-web.ts'

const REVIEW = '/api/projects/gateway/workers/api/review'
const remark = { path: 'src/a.ts', side: 'new', line: 12, lines: ['+const x = 1'], text: 'Please call it port.' } as const

test('all remarks go to the worker as one message with file, line and the lines that they are about', async () => {
  const web = await openWeb()
  const comments = [remark, { ...remark, side: 'old', line: 3, lines: ['-gone'], text: 'Why?' }]
  const body = JSON.stringify({ digest: 'd1', note: 'Nearly there.', comments })
  expect(await web.ask(REVIEW, { method: 'POST', headers: web.fromPage(), body })).toMatchObject({ status: 200 })
  const text = [
    'A person has read your changes and has 2 remarks.',
    'Nearly there.',
    'src/a.ts:12\n> +const x = 1\n\nPlease call it port.',
    'src/a.ts:3 (before your change)\n> -gone\n\nWhy?',
  ].join('\n\n')
  expect(web.czar.performed).toEqual([{ verb: 'tell', worker: 'api', text }])
})

test('a remark on a line that is gone says so', () => {
  const gone = { ...remark, lines: [...remark.lines], gone: true }
  const text = reviewText({ digest: '', note: '', comments: [gone, { ...gone, side: 'old' }] })
  expect(text).toContain('src/a.ts:12 (you have changed this line since)\n> +const x = 1')
  expect(text).toContain('src/a.ts:12 (before your change; you have changed this line since)')
})

test('a review that is too large to be read is refused with that reason', async () => {
  const web = await openWeb()
  const send = (comments: readonly object[]) =>
    web.ask(REVIEW, { method: 'POST', headers: web.fromPage(), body: JSON.stringify({ digest: 'd1', note: '', comments }) })
  for (const comments of [[{ ...remark, text: 'x'.repeat(10_001) }], Array.from({ length: 201 }, () => remark)]) {
    const answer = await send(comments)
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.text).message).toContain('more than 200')
  }
  expect(web.czar.performed).toEqual([])
})

test('remarks on a diff that has changed meanwhile are not sent', async () => {
  const web = await openWeb()
  const body = JSON.stringify({ digest: 'old', note: '', comments: [remark] })
  const answer = await web.ask(REVIEW, { method: 'POST', headers: web.fromPage(), body })
  expect(answer.status).toBe(409)
  expect(JSON.parse(answer.text)).toMatchObject({ ok: false, changed: true })
  expect(web.czar.performed).toEqual([])
})

test('a review without a remark is refused, and the czar’s refusal is passed on', async () => {
  const web = await openWeb({}, fakeDoor({ answer: { ok: false, message: 'api has no agent', hint: 'czar restart api' } }))
  const send = (body: object) => web.ask(REVIEW, { method: 'POST', headers: web.fromPage(), body: JSON.stringify(body) })
  expect(await send({ digest: 'd1', note: ' ', comments: [] })).toMatchObject({ status: 400 })
  const refused = await send({ digest: 'd1', note: 'Good.', comments: [] })
  expect(refused.status).toBe(409)
  expect(JSON.parse(refused.text)).toEqual({ ok: false, message: 'api has no agent', hint: 'czar restart api' })
})

test('a review that is longer than one message may be is refused with that reason, and nothing is sent', async () => {
  const web = await openWeb()
  const comments = Array.from({ length: 11 }, () => ({ ...remark, text: 'x'.repeat(10_000) }))
  const body = JSON.stringify({ digest: 'd1', note: '', comments })
  const answer = await web.ask(REVIEW, { method: 'POST', headers: web.fromPage(), body })
  expect(answer.status).toBe(400)
  expect(JSON.parse(answer.text).message).toContain('longer than one message')
  expect(web.czar.performed).toEqual([])
})

test('a changed file cannot end the paste of a review or press a key: control characters of its name and lines are removed', () => {
  const evil = { ...remark, path: 'a\x1b[201~\r.ts', lines: ['+x\x1b[201~\rrm -rf .\x03', '+\u202ehidden'] }
  const text = reviewText({ digest: '', note: '', comments: [{ ...evil, gone: false }] })
  expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/)
  expect(text).toContain('> +x rm -rf .\n> +<U+202E>hidden')
})

test('a remark keeps line breaks and special characters', () => {
  const text = reviewText({
    digest: '',
    note: '',
    comments: [{ ...remark, lines: ['+<b>`$x`</b>'], text: 'One\n\nTwo <script>', gone: false }],
  })
  expect(text).toContain('> +<b>`$x`</b>\n\nOne\n\nTwo <script>')
})
