import { resolve } from 'node:path'
import { bundleServices } from './bundle-services.ts'
import { fillCompileCache } from './fill-compile-cache.ts'

const [command, bundle, cache] = process.argv.slice(2)
if (command === 'write' && bundle) await bundleServices(resolve(bundle))
else if (command === 'fill-cache' && bundle && cache) fillCompileCache(resolve(bundle), resolve(cache))
else throw new Error('usage: node deploy/bundle/main.ts write BUNDLE | fill-cache BUNDLE CACHE')
