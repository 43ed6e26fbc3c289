import { resolve } from 'node:path'
import { bundleServices } from './bundle-services.ts'

const [folder] = process.argv.slice(2)
if (!folder) throw new Error('usage: node deploy/bundle/main.ts FOLDER')
await bundleServices(resolve(folder))
