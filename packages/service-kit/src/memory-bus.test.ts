import { describeBus } from './bus-suite.ts'
import { memoryBus } from './memory-bus.ts'

describeBus('memory', async () => memoryBus())
