import { render } from 'preact'
import { WebPage } from './app.tsx'
import { startClock } from './model/clock.ts'
import { startKeys } from './model/keys.ts'
import { startLive } from './model/live.ts'
import { startRouter } from './model/router.ts'
import { isReadOnly } from './model/store.ts'

startRouter()
startLive()
startClock()
startKeys()
void fetch('/api/session')
  .then(answer => answer.json())
  .then(session => {
    isReadOnly.value = session.read_only === true
  })
  .catch(() => {})
const place = document.querySelector('#app')
if (place !== null) render(<WebPage />, place)
