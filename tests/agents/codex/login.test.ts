import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'
import { codex } from '../support/programs/codex.ts'
import { tellLogin } from '../support/tell-login.ts'

test('Codex without a login shows its composer for a moment: a person is told, nothing is pasted, and after the login it gets its task', {
  meta: { proves: ['login'] },
}, async () => {
  const settle: typeof codex.settle = (home, url) => {
    const env = codex.settle(home, url)
    const file = join(home, 'codex', 'config.toml')
    // OpenAI's own provider, which requires a login, instead of a provider whose key is in the environment.
    const settings = readFileSync(file, 'utf8')
    const provider = /^model_provider = .*\n\[model_providers[\s\S]*?(?=^\[sandbox)/m
    writeFileSync(file, settings.replace(provider, `openai_base_url = "${url}/v1"\n`))
    return env
  }
  await tellLogin({
    agent: { ...codex, settle },
    drawn: '1. Sign in with ChatGPT',
    steps: [
      ['3. Sign in another way', '3'],
      ['1. Use an OpenAI API key', 'Enter'],
    ],
    field: 'Use your own OpenAI API key',
  })
})
