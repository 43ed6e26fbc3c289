import { serviceHealth } from '@runde/contracts/health'
import { mintToken as mintRpc } from '@runde/contracts/tokens'
import type { Bus } from '@runde/service-kit/bus'
import { type Deps as MintDeps, mintToken } from './mint-token.ts'

export interface Deps extends MintDeps {
  readonly bus: Bus
}

/** Everything that the service does: it mints. */
export const startTokenService = async (deps: Deps): Promise<void> => {
  await deps.bus.serve(mintRpc, mintToken(deps))
  await deps.bus.serve(serviceHealth['token-service'], async () => ({ parts: {} }))
}
