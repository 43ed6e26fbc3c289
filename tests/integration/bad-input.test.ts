import { hostPaths } from '@runde/contracts/host-paths'
import { ownPaths } from '@runde/contracts/own-paths'
import { paths } from '@runde/contracts/paths'
import { describe, expect, test } from 'vitest'
import { newMeeting } from './api.ts'
import { suite } from './suite.ts'

const world = suite()

const send = (body: string, type = 'application/json') =>
  world.client.send(paths.createMeeting, { method: 'POST', headers: { 'content-type': type }, body })

describe('create refuses', () => {
  test.each([
    ['a name of 201 characters', { name: 'x'.repeat(201) }, 'name'],
    ['an empty name', { name: '' }, 'name'],
    ['a name of spaces', { name: '   ' }, 'name'],
    ['a name that turns text round', { name: 'abc\u202edef' }, 'name'],
    ['a name of another type', { name: 5 }, 'name'],
    ['seconds as text', { expires_in: '3600' }, 'expires_in'],
    ['less than a minute', { expires_in: 59 }, 'expires_in'],
    ['more than 30 days', { expires_in: 2_592_001 }, 'expires_in'],
    ['half a second', { expires_in: 60.5 }, 'expires_in'],
    ['one seat', { max_participants: 1 }, 'max_participants'],
    ['51 seats', { max_participants: 51 }, 'max_participants'],
    ['an unknown field', { nmae: 'typo' }, 'nmae'],
    ['a list', [], 'body'],
  ])('%s, and names the field', async (_, body, field) => {
    const answer = await world.client.create(body)
    expect(answer.status).toBe(400)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(answer.body).toMatchObject({ status: 400, code: 'invalid', errors: [{ field }] })
  })

  test.each([
    ['broken JSON', '{"name":'],
    ['an own prototype', '{"__proto__":{"admin":true}}'],
    ['a constructor with a prototype', '{"constructor":{"prototype":{"admin":true}}}'],
  ])('%s', async (_, body) => {
    expect(await send(body)).toMatchObject({ status: 400, body: { code: 'invalid', errors: [{ field: 'body' }] } })
  })

  test('a body over 16 KiB', async () => {
    expect(await send(JSON.stringify({ name: 'x'.repeat(17_000) }))).toMatchObject({ status: 413, body: { code: 'too_large' } })
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'multipart/form-data; boundary=x', 'nonsense'])(
    'the content type %s',
    async (type) => {
      expect(await send('name=x', type)).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } })
    },
  )
})

describe('join refuses', () => {
  test.each([
    ['no name', {}],
    ['an empty name', { display_name: '' }],
    ['a name of spaces', { display_name: ' \u00a0\u2003' }],
    ['a name that shows nothing', { display_name: '\u200b\u200d' }],
    ['65 characters', { display_name: 'x'.repeat(65) }],
    ['a control character', { display_name: 'Mi\u0007ra' }],
    ['a line break', { display_name: 'Mi\nra' }],
    ['a direction override', { display_name: '\u202eariM' }],
    ['a direction isolate', { display_name: 'Mira\u2066' }],
    ['a number', { display_name: 7 }],
    ['nothing', { display_name: null }],
  ])('%s, and names the field', async (_, body) => {
    const { meeting_id } = await newMeeting(world.client)
    const answer = await world.client.join(meeting_id, body)
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid', errors: [{ field: 'display_name' }] } })
  })

  test('an identity of the caller’s own choice', async () => {
    const { meeting_id } = await newMeeting(world.client)
    const answer = await world.client.join(meeting_id, { display_name: 'Eve', participant_id: 'guest-aaaaaaaaaaaaaaaa' })
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'participant_id' }] } })
  })

  test.each(['Mira', '👩‍🚀', '王秀英', 'x'.repeat(64), "O'Brien-Łukasz (she)", '<b>Mira</b>'])('no name like %j', async (display_name) => {
    const { meeting_id } = await newMeeting(world.client)
    expect((await world.client.join(meeting_id, { display_name })).status).toBe(200)
  })
})

describe('addresses', () => {
  test('an unknown one is a problem for a program and the start page for a person', async () => {
    expect(await world.client.send('/api/v1/nothing', {})).toMatchObject({ status: 404, body: { code: 'not_found' } })
    const page = await fetch(`${world.stack.baseUrl}/nothing`, { headers: { accept: 'text/html' } })
    expect(page.status).toBe(404)
    expect(page.headers.get('content-type')).toContain('text/html')
  })

  test.each(['/assets/%00', '/assets/..%2fpackage.json', '/assets/', '/pages/home.de.html'])('%s is nothing, not a fault', async (path) => {
    expect((await fetch(world.stack.baseUrl + path)).status).toBe(404)
  })

  test('one that cannot be decoded is a problem', async () => {
    expect(await world.client.send('/api/v1/meetings/%E0%A4%A/exists', {})).toMatchObject({ status: 404, body: { code: 'not_found' } })
  })
})

describe('pages', () => {
  const page = async (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) => {
    const response = await fetch(world.stack.baseUrl + path, { ...init, headers })
    return { status: response.status, headers: response.headers, html: await response.text() }
  }

  test('the meeting page is the same for every id, and has the form before any script runs', async () => {
    const { meeting_id } = await newMeeting(world.client)
    const known = await page(`/meeting/${meeting_id}`)
    const unknown = await page('/meeting/zzz-9999-zzz')
    expect(known.html).toBe(unknown.html)
    expect(known.html).toContain('<html lang="de"')
    expect(known.html).toMatch(/<form[\s\S]*<input[^>]*name="name"[\s\S]*Meeting beitreten[\s\S]*<\/form>/)
  })

  test('English where the browser asks for it, and what was chosen is remembered', async () => {
    const english = await page('/meeting/zzz-9999-zzz', { 'accept-language': 'en-GB' })
    expect(english.html).toContain('<html lang="en"')
    expect(english.html).toContain('Join meeting')
    const chosen = await page('/?lang=en', { 'accept-language': 'de' })
    const cookie = chosen.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect(cookie).toBe('runde_lang=en')
    expect((await page('/', { cookie, 'accept-language': 'de' })).html).toContain('<html lang="en"')
  })

  test('a form that was sent before scripts ran keeps the name, as text', async () => {
    const body = new URLSearchParams({ name: '"><script>alert(1)</script>' })
    const { html } = await page('/meeting/zzz-9999-zzz', {}, { method: 'POST', body })
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" data-submitted=""')
    expect(html).not.toContain('<script>alert')
  })

  test('pages are revalidated, hashed assets kept for a year and compressed beforehand', async () => {
    const first = await page('/')
    expect((await page('/', { 'if-none-match': first.headers.get('etag') ?? '' })).status).toBe(304)
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(first.html)?.[1] ?? ''
    const asset = await fetch(world.stack.baseUrl + script, { headers: { 'accept-encoding': 'br' } })
    expect(asset.headers.get('cache-control')).toContain('immutable')
    expect(asset.headers.get('content-encoding')).toBe('br')
  })

  test('nothing but our own may run, load or be reached', async () => {
    const policy = (await page('/meeting/zzz-9999-zzz')).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toContain('unsafe')
    expect(policy).not.toMatch(/https?:\/\/(?!localhost)/)
  })
})

describe('the description of the API', () => {
  test('is OpenAPI 3.1 and names every operation, with a page to read it', async () => {
    const document = (await (await fetch(world.stack.baseUrl + paths.openapi)).json()) as { openapi: string; paths: Record<string, object> }
    expect(document.openapi).toMatch(/^3\.1/)
    const operations = Object.values({ ...paths, ...hostPaths, ...ownPaths }).filter(
      (path) => path.startsWith('/api/v1/') || path === paths.health,
    )
    expect(Object.keys(document.paths).sort()).toEqual(operations.map((path) => path.replaceAll(/:(\w+)/g, '{$1}')).sort())
    expect((await fetch(`${world.stack.baseUrl}${paths.docs}/`)).headers.get('content-type')).toContain('text/html')
  })
})
