import { describe, expect, test } from 'vitest'
import { guessShape, linkTo, type WebhookShape, webhookRequest, withoutText } from '../../../src/adapters/alerts/webhook-request.ts'
import { anAlert } from '../../support/builders/an-alert.ts'

const HOSTILE = 'ask <!channel> <@U123> @everyone @here [safe](https://evil.example) *bold* `code` &amp; a\\b # head'

function bodyOf(shape: WebhookShape, address = 'https://example.com/x', over = {}): Record<string, unknown> {
  return webhookRequest(shape, new URL(address), anAlert({ title: 'title', text: HOSTILE, ...over })).body as Record<string, unknown>
}

test.each([
  ['https://hooks.slack.com/services/T/B/x', 'slack'],
  ['https://discord.com/api/webhooks/1/x', 'discord'],
  ['https://canary.discord.com/api/webhooks/1/x', 'discord'],
  ['https://discordapp.com/api/webhooks/1/x', 'discord'],
  ['https://ntfy.sh/topic', 'ntfy'],
  ['https://ntfy.example.com/topic', 'ntfy'],
  ['https://hooks.slack.com.evil.example/x', 'json'],
  ['https://example.com/slack', 'json'],
])('the address %s gets the format %s', (address, shape) => {
  expect(guessShape(new URL(address))).toBe(shape)
})

describe('an alert for Slack', () => {
  test('mentions nobody and holds no link or markup', () => {
    const body = bodyOf('slack')
    expect(body).toMatchObject({ mrkdwn: false, link_names: false, unfurl_links: false, unfurl_media: false })
    expect(body['text']).toMatch(/^title\nask &lt;!channel&gt; &lt;@\u200bU123&gt; @\u200beveryone @\u200bhere /)
    expect(body['text']).toContain('&amp;amp;')
    expect(body['text']).not.toMatch(/[<>]/)
  })
})

describe('an alert for Discord', () => {
  test('mentions nobody and holds no link or markup', () => {
    const body = bodyOf('discord')
    expect(body).toMatchObject({ allowed_mentions: { parse: [] }, flags: 4 })
    expect(body['content']).toContain(String.raw`\[safe\](https://evil.example) \*bold\* \`code\``)
    expect(body['content']).toContain(String.raw`\<@U123\>`)
  })

  test('has at most the 2,000 characters that Discord takes', () => {
    expect(bodyOf('discord', undefined, { text: '*'.repeat(5_000) })['content']).toHaveLength(2_000)
  })
})

describe('an alert for ntfy', () => {
  test("has its topic in the body and goes to the server's root", () => {
    const { url, body } = webhookRequest('ntfy', new URL('https://host.example/ntfy/my%20topic?auth=x'), anAlert())
    expect(url.href).toBe('https://host.example/ntfy?auth=x')
    expect(body).toMatchObject({ topic: 'my topic', title: 'gateway: api needs a person', priority: 4, tags: ['warning'] })
  })

  test('may have any character in its title, because the title is not sent as a header', () => {
    expect(bodyOf('ntfy', 'https://ntfy.sh/topic', { title: 'grün\r\nX-Priority: 5' })).toMatchObject({ title: 'grün\r\nX-Priority: 5' })
  })

  test('stays below the 4,096 bytes that ntfy takes', () => {
    const message = String(bodyOf('ntfy', 'https://ntfy.sh/topic', { text: '€'.repeat(5_000) })['message'])
    expect(Buffer.byteLength(message)).toBeLessThanOrEqual(4_096)
  })

  test('is less urgent about the end of the project than about a question', () => {
    expect(bodyOf('ntfy', 'https://ntfy.sh/topic', { kind: 'finished' })).toMatchObject({ priority: 3, tags: ['checkered_flag'] })
  })
})

describe('an alert with a link', () => {
  const matter = (worker: string | null) => ({ key: 'k', worker, text: HOSTILE, hint: 'czar answer api', since: 0 })
  const link = 'https://czar.example.org/p/gateway/worker/api'

  test('leads to the worker that needs a person, and to the fleet if several do', () => {
    const to = (...workers: (string | null)[]) =>
      linkTo('https://czar.example.org/', anAlert({ project: 'gateway', matters: workers.map(matter) }))
    expect(to('api')).toBe(link)
    expect(to('api', 'api')).toBe(link)
    expect(to('api', 'docs')).toBe('https://czar.example.org/p/gateway')
    expect(to(null)).toBe('https://czar.example.org/p/gateway')
    expect(to()).toBe('https://czar.example.org/p/gateway')
    expect(to('../x')).toBe('https://czar.example.org/p/gateway/worker/..%2Fx')
  })

  test('has the link where its receiver shows links', () => {
    expect(bodyOf('ntfy', 'https://ntfy.sh/topic', { link })['click']).toBe(link)
    expect(bodyOf('slack', undefined, { link })['text']).toMatch(/\nhttps:\/\/czar\.example\.org\/p\/gateway\/worker\/api$/)
    const content = String(bodyOf('discord', undefined, { link, text: '*'.repeat(5_000) })['content'])
    expect(content.endsWith(`\n${link}`)).toBe(true)
    expect(content.length).toBeLessThanOrEqual(2_000)
    expect(bodyOf('json', undefined, { link })['link']).toBe(link)
    expect(bodyOf('json')).not.toHaveProperty('link')
  })

  test('without text sends no word of an agent or a task, in any format, and names who needs a person', () => {
    const alert = withoutText(
      anAlert({ title: 'gateway: 2 things need a person', text: HOSTILE, matters: [matter('api'), matter('docs')] }),
    )
    expect(alert).toMatchObject({ title: 'gateway: 2 things need a person', text: '2 matters need you: czar status -p gateway' })
    for (const shape of ['slack', 'discord', 'ntfy', 'json'] as const) {
      const sent = JSON.stringify(webhookRequest(shape, new URL('https://example.com/x'), alert))
      expect(sent, shape).not.toContain('evil')
      expect(sent, shape).toContain('2 things need a person')
    }
  })

  test('without text says that the project is over, and how many matters are left', () => {
    const over = { kind: 'finished' as const, title: 'gateway: over, 1 of 2 tasks verified', text: HOSTILE }
    expect(withoutText(anAlert({ ...over, matters: [] })).text).toBe('The project is over.')
    expect(withoutText(anAlert({ ...over, matters: [matter('api')] })).text).toBe(
      'The project is over.\n1 matter needs you: czar status -p gateway',
    )
  })

  test('a test alert keeps its text, because only czar wrote it', () => {
    const alert = anAlert({ kind: 'test', matters: [] })
    expect(withoutText(alert)).toBe(alert)
  })
})
