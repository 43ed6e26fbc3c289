import type { Row } from './row.ts'
import { kills } from './rows/01-kills.ts'
import { failPoints } from './rows/02-fail-points.ts'
import { standstill } from './rows/03-standstill.ts'
import { redisCrash } from './rows/04-redis-crash.ts'
import { redisAway } from './rows/05-redis-away.ts'
import { natsAway } from './rows/06-nats-away.ts'
import { lostReplies } from './rows/07-lost-replies.ts'
import { badWebhooks } from './rows/08-bad-webhooks.ts'
import { expiry } from './rows/09-expiry.ts'
import { livekitRestart } from './rows/10-livekit-restart.ts'
import { wrongClocks } from './rows/11-wrong-clocks.ts'
import { rollingRestart } from './rows/12-rolling-restart.ts'
import { brokenProtocols } from './rows/broken.ts'

/** The scorecard, in its order. */
export const rows: readonly Row[] = [
  kills,
  failPoints,
  standstill,
  redisCrash,
  redisAway,
  natsAway,
  lostReplies,
  badWebhooks,
  expiry,
  livekitRestart,
  wrongClocks,
  rollingRestart,
  ...brokenProtocols,
]
