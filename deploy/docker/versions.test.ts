import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import versions from '../versions.json' with { type: 'json' }

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, group]) => group)

test('compose runs the servers in the versions that everything else uses', () => {
  const images = ['docker-compose.yml', 'docker-compose.production.yml'].flatMap((file) =>
    found(read(`../../${file}`), /^ +image: (\S+)$/gm),
  )
  expect(images.sort()).toEqual(
    Object.values(versions)
      .map(({ image }) => image)
      .sort(),
  )
})

test.each(Object.entries(versions))('the image of %s is of the version that is downloaded or compiled', (_, { image, version }) => {
  expect(image).toMatch(new RegExp(`:v?${RegExp.escape(version)}$`))
})

test('images run the Node that development runs', () => {
  const [image] = found(read('../Dockerfile'), /^ARG NODE_IMAGE=(\S+)$/gm)
  expect(image).toBe(
    `node:${(JSON.parse(read('../../package.json')) as { devDependencies: { node: string } }).devDependencies.node}-bookworm-slim`,
  )
})

test('the Dockerfile knows every workspace of the lock file, without which npm installs nothing', () => {
  const lock = JSON.parse(read('../../package-lock.json')) as { packages: Record<string, { link?: boolean; resolved?: string }> }
  const workspaces = Object.values(lock.packages).flatMap(({ link, resolved }) => (link && resolved ? [resolved] : []))
  const copied = found(read('../Dockerfile'), /^COPY (\S+)\/package\.json \1\/$/gm)
  expect(copied).toEqual(expect.arrayContaining(workspaces))
})
