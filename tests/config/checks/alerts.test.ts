import { expect, test } from 'vitest'
import { findings, parse } from '../parse-support.ts'

function file(alert: string, policy = '{}'): string {
  return `project: a\nrepo: repo\nworkers: [{id: one, task: do it}]\npolicy: ${policy}\nalerts:\n  - via: bell\n  - {${alert}}\n`
}

test.each([
  ['via: slack', '7:11: via: must be one of tmux, bell, desktop, command, webhook, not the text "slack"'],
  ['via: comand', '7:11: via: must be one of tmux, bell, desktop, command, webhook, not the text "comand"; did you mean "command"?'],
  ['after: 1m', '7:5: key "via" is missing; it is required'],
  ['via: command', '7:11: via: command needs the program to run: command: [./tools/page-me]'],
  ['via: webhook', '7:11: via: webhook needs an address: url, or url_env with the name of the variable that holds it'],
  ['via: webhook, url: "https://a.example", url_env: X', '7:46: url gives the address already; keep one of the two'],
  ['via: bell, shape: slack', '7:17: "shape" applies only to via: webhook, not to via: bell'],
  ['via: webhook, url_env: X, command: [a]', '7:32: "command" applies only to via: command, not to via: webhook'],
  ['via: desktop, after: soon', '7:27: after: must be a duration such as 90s, 1h30m or 400ms, not "soon"'],
  ['via: desktop, on: [finish]', '7:25: on: must be one of attention, finished, not the text "finish"; did you mean "finished"?'],
  ['via: desktop, on: []', '7:24: on: must have at least 1 item, not an empty list'],
  ['via: desktop, evry: 1s', '7:20: unknown key "evry"; known here: via, on, after, command, url, url_env, token_env, shape, page, text'],
])('%s is refused, with its place in the file', (alert, finding) => {
  expect(findings(file(alert))).toEqual([`project.yaml:${finding}`])
})

test.each([
  ['http://chat.example/hooks/topsecret', 'it must begin with https:// (http:// is allowed only for this machine)'],
  ['chat.example/hooks/topsecret', 'it is not a URL such as https://ntfy.sh/my-topic'],
  [
    'https://me:topsecret@chat.example',
    'it holds a name or password; put the token into an environment variable and name this variable in token_env',
  ],
])('%s is refused as an address, and the message does not repeat it', (url, why) => {
  expect(findings(file(`via: webhook, url: "${url}"`))).toEqual([`project.yaml:7:25: url: cannot be sent to: ${why}`])
})

test('an address on this machine may be without https', () => {
  expect(parse(file('via: webhook, url: "http://localhost:8080/x"')).alerts).toHaveLength(2)
})

test.each([
  [
    '{quiet_hours: {from: 22, to: "07:00"}}',
    '4:30: quiet_hours.from: must be a time of the day such as "22:00", not "22"; did you mean "22:00"?',
  ],
  [
    '{quiet_hours: {from: "22:00", to: "7:00"}}',
    '4:43: quiet_hours.to: must be a time of the day such as "22:00", not "7:00"; did you mean "07:00"?',
  ],
  ['{quiet_hours: {from: "24:00", to: "07:00"}}', '4:30: quiet_hours.from: must be a time of the day such as "22:00", not "24:00"'],
  ['{quiet_hours: {from: "07:00", to: "07:00"}}', '4:43: quiet_hours.to: is the same time as from; leave quiet_hours out to have none'],
  [
    '{quiet_hours: {from: "22:00", to: "07:00", zone: Europe/Berln}}',
    '4:58: quiet_hours.zone: "Europe/Berln" is not a known time zone; did you mean "Europe/Berlin"?',
  ],
  ['{quiet_hours: {from: "22:00"}}', '4:23: key "to" is missing; it is required'],
])('the quiet hours %s are refused, with their place in the file', (policy, finding) => {
  expect(findings(file('via: tmux', policy)).map(text => text.replace('policy.', ''))).toEqual([`project.yaml:${finding}`])
})

test('without alerts: attached people are alerted; an empty list alerts nobody', () => {
  const small = 'project: a\nrepo: repo\nworkers: [{id: one, task: do it}]\n'
  expect(parse(small).alerts).toEqual([
    { name: 'tmux', via: 'tmux', on: ['attention'], afterMs: 10_000 },
    { name: 'bell', via: 'bell', on: ['attention'], afterMs: 10_000 },
  ])
  expect(parse(`${small}alerts: []\n`).alerts).toEqual([])
})

test('two alert channels of one kind get different names, and no name holds the address', () => {
  const project = parse(file('via: webhook, url: "https://a.example/topsecret", shape: json}\n  - {via: webhook, url_env: HOOK'))
  expect(project.alerts.map(({ name }) => name)).toEqual(['bell', 'webhook', 'webhook-2'])
  expect(JSON.stringify(project)).not.toContain('topsecret')
})

test("alert times are in this machine's time zone unless the file names one", () => {
  const { policy } = parse(file('via: tmux', '{quiet_hours: {from: "22:00", to: "07:00"}}'))
  expect(policy.quietHours).toEqual({ fromMinute: 1320, toMinute: 420, zone: 'Europe/Berlin' })
})
