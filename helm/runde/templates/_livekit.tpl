{{/* livekit.yaml, without any secret: keys come from the environment. A room exists only because room-service made it. Takes {root} and, where each has an address of its own, address. */}}
{{- define "runde.livekit.config" -}}
{{- $of := .root.Values.livekit -}}
port: 7880
prometheus: { port: 6789 }
rtc:
  udp_port: {{ $of.udpPort }}
  tcp_port: {{ $of.tcpPort }}
  use_external_ip: {{ and (not .address) (eq $of.address "stun") }}
  {{- with .address }}
  node_ip: {{ . }}
  {{- end }}
  enable_loopback_candidate: false
  pli_throttle: { low_quality: 100ms, mid_quality: 200ms, high_quality: 200ms }
room: { auto_create: false }
webhook:
  urls: ['http://{{ include "runde.fullname" .root }}-webhook:8001/webhooks/livekit']
{{- if $of.turn.enabled }}
turn:
  enabled: true
  domain: {{ $of.turn.domain }}
  tls_port: 5349
  cert_file: /turn-tls/tls.crt
  key_file: /turn-tls/tls.key
  # Above the ports of nodes' Services.
  relay_range_start: 40000
  relay_range_end: 49999
  {{- with $of.turn.peerNetworks }}
  allow_restricted_peer_cidrs: {{ toJson . }}
  {{- end }}
{{- end }}
{{- if include "runde.livekit.several" .root }}
redis:
  address: {{ $of.redis.address | default (printf "%s-livekit-redis:6379" (include "runde.fullname" .root)) }}
  username: livekit
node_selector: { kind: sysload, sysload_limit: 0.9 }
{{- end }}
logging: { json: true, level: info }
{{- end -}}
