import { readConfig, type Settings } from '@runde/service-kit/config'
import { describe, expect, test } from 'vitest'
import { exampleObjects, examples } from '../chart.ts'
import { environmentOf } from '../container-environment.ts'
import { podsOf } from '../kubernetes-object.ts'

/** Parts of other variables, and what every service reads besides its own. */
const others = ['NATS_PASSWORD', 'REDIS_PASSWORD', 'LOG_LEVEL', 'OTEL_EXPORTER_OTLP_ENDPOINT']

const settingsOf = async (service: string): Promise<Settings> =>
  (await import(new URL(`../../../services/${service}/src/config.ts`, import.meta.url).href)).settings

describe.each(examples)('%s', async (name) => {
  const objects = await exampleObjects(name)
  const services = podsOf(objects).filter(({ kind }) => kind === 'Deployment')

  test.each(services.map((pod) => [pod.part, pod] as const))(
    '%s takes the settings that it is given, and knows all of them',
    async (service, pod) => {
      const settings = await settingsOf(service)
      const [container] = pod.containers
      if (!container) throw new Error(`${service} has no container`)
      const env = environmentOf(container, objects)
      expect(() => readConfig(settings, env)).not.toThrow()
      expect(Object.keys(env).filter((variable) => !(variable in settings) && !others.includes(variable))).toEqual([])
      const ports = container.ports?.map(({ name: port, containerPort }) => [port, String(containerPort)]) ?? []
      expect(Object.fromEntries(ports)).toEqual({ internal: env.INTERNAL_PORT, ...(env.PORT && { http: env.PORT }) })
    },
  )
})
