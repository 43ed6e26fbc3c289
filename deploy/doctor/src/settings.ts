/**
 * What opens a hop, in sentences. Names with dots stand in livekit.yaml (`rtc.udp_port`) or, where it says so, in the chart's
 * values; names in capitals are the environment of a service.
 */
export const settings = {
  dns: 'Make A and AAAA records of this name point to the ingress, the load balancer or the machine.',
  publicUrl: 'Set FRONTEND_URL of the gateway (chart: host, frontendUrl) to the address at which people open Runde.',
  https:
    'Browsers give camera and microphone on https only: terminate TLS in front of the gateway (chart: ingress.tls), or set TLS_CERT_FILE and TLS_KEY_FILE of the gateway.',
  certificate:
    'Renew the certificate: see what cert-manager says of the secret that the ingress names (chart: ingress.tls), or replace TLS_CERT_FILE of the gateway.',
  trust: 'If the certificate is of an authority of your own, name it with --ca FILE.',
  ingress: 'Route this name to the gateway, port 8000 (PORT of the gateway; chart: ingress or gatewayApi).',
  health: 'Look at the logs and at /readyz of the parts that are away.',
  limits:
    'Wait a minute, or raise LIMIT_CREATES and LIMIT_JOINS of the gateway; behind a proxy set TRUSTED_PROXIES (chart: trustedProxies), or everybody counts as one.',
  buffering:
    'Turn buffering of /api/v1/meetings/*/events off at the proxy (nginx: proxy_buffering off), and set its read time-out above 60 s (chart: ingress.controller).',
  signallingRoute:
    'Route /rtc of this name to LiveKit, port 7880, for WebSockets with a read time-out of an hour (chart: ingress or gatewayApi), or set LIVEKIT_PROXY_URL of the gateway.',
  signallingUrl: 'Set LIVEKIT_PUBLIC_URL of the gateway (chart: livekit.external.publicUrl) to where browsers reach LiveKit.',
  livekitKey: 'LIVEKIT_API_KEY and LIVEKIT_API_SECRET of token-service must be a pair among the keys of LiveKit (keys in livekit.yaml).',
  nodeAddress:
    'Set rtc.node_ip of LiveKit to the address at which browsers reach its machine, or rtc.use_external_ip where a STUN server can tell it (chart: livekit.address).',
  udp: (where: string) =>
    `Open UDP to ${where} in the firewall, the security group or the load balancer (rtc.udp_port of LiveKit; chart: livekit.udpPort, livekit.exposure).`,
  tcp: (where: string) =>
    `Open TCP to ${where} in the firewall, the security group or the load balancer (rtc.tcp_port of LiveKit; chart: livekit.tcpPort, livekit.exposure).`,
  tcpPort: 'Set rtc.tcp_port of LiveKit (7881; chart: livekit.tcpPort) and open it.',
  turn: 'For people whose networks let only https out: turn.enabled, turn.domain, turn.tls_port, turn.cert_file and turn.key_file of LiveKit (chart: livekit.turn).',
  turnDomain: 'turn.domain of LiveKit (chart: livekit.turn.domain) must be a name that leads to TURN.',
  turnRoute:
    'LiveKit tells browsers port 443 whatever turn.tls_port says: lead TCP port 443 of turn.domain to turn.tls_port (chart: livekit.turn.exposure).',
  turnCertificate:
    'Give LiveKit a certificate of turn.domain (turn.cert_file, turn.key_file; chart: livekit.turn.secretName), or set turn.external_tls where a load balancer terminates TLS.',
  turnPeers:
    'Name the media addresses of LiveKit in turn.allow_restricted_peer_cidrs (chart: livekit.turn.peerNetworks): TURN leads to private addresses only where that is allowed.',
  turnRange:
    'See that nothing on the machine of LiveKit stops UDP between its relay ports (turn.relay_range_start, turn.relay_range_end) and its media port.',
  webhookUrl: 'webhook.urls of LiveKit must name the webhook service, http://<webhook>:8001/webhooks/livekit, and LiveKit must reach it.',
  webhookKey:
    'The secret of webhook.api_key of LiveKit must be known to the webhook service: LIVEKIT_API_KEY and LIVEKIT_API_SECRET, or LIVEKIT_OTHER_API_KEY and LIVEKIT_OTHER_API_SECRET.',
  slow: 'Look at how busy LiveKit, NATS and room-service are, and this machine.',
  clock: 'Let every machine take its time from the network (chrony, systemd-timesyncd).',
} as const
