import type { Check } from './check.ts'
import { address } from './checks/address.ts'
import { clocks } from './checks/clocks.ts'
import { dns } from './checks/dns.ts'
import { events } from './checks/events.ts'
import { held } from './checks/held.ts'
import { http } from './checks/http.ts'
import { meeting } from './checks/meeting.ts'
import { signalling } from './checks/signalling.ts'
import { tcp } from './checks/tcp.ts'
import { tls } from './checks/tls.ts'
import { turn } from './checks/turn.ts'
import { udp } from './checks/udp.ts'
import { webhooks } from './checks/webhooks.ts'

/** Hop by hop, in the order in which a call takes them. */
export const allChecks: readonly Check[] = [dns, tls, http, meeting, events, signalling, address, udp, tcp, turn, webhooks, clocks, held]
