import type { Row } from './row.ts'
import { kills } from './rows/01-kills.ts'

/** The scorecard, in its order. */
export const rows: readonly Row[] = [kills]
