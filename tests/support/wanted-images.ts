import { buildImage, imageOf, imagesAreWanted } from './service-images.ts'
import { serviceNames } from './service-process.ts'

/** Before a suite whose services are what operators get, if that is wanted. */
export default async (): Promise<void> => {
  if (!imagesAreWanted()) return
  for (const service of serviceNames) await buildImage(service, imageOf(service))
  console.info('Services: their images.')
}
