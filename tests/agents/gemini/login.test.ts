import { test } from 'vitest'
import { gemini } from '../support/programs/gemini.ts'
import { tellLogin } from '../support/tell-login.ts'

test('Gemini CLI without a login runs its hook behind its question: a person is told, nothing is pasted, and after the login it gets its task', {
  meta: { proves: ['login'] },
}, async () => {
  const settle: typeof gemini.settle = (home, url) => {
    const { GEMINI_API_KEY: _, ...env } = gemini.settle(home, url)
    return env
  }
  await tellLogin({
    agent: { ...gemini, settle },
    drawn: 'How would you like to authenticate for this project?',
    steps: [
      ['1. Sign in with Google', 'Down'],
      ['● 2. Use Gemini API Key', 'Enter'],
    ],
    field: 'Enter Gemini API Key',
  })
})
