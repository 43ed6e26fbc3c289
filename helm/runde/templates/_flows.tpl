{{/*
Who talks to whom, a line each; network-policies.yaml makes both ends of it. `public`, `metrics`, `dns`, `outside` are no parts:
whoever may come from outside, whoever may read metrics, the cluster's names, and any address.
*/}}
{{- define "runde.flows" -}}
{{- $livekit := .Values.livekit -}}
flows:
  - { from: public, to: gateway, port: 8000 }
  {{- range $part, $own := include "runde.services" . | fromYaml }}
  - { from: {{ $part }}, to: dns }
  - { from: metrics, to: {{ $part }}, port: {{ $own.ports.internal }} }
  {{- if $.Values.nats.enabled }}
  - { from: {{ $part }}, to: nats, port: 4222 }
  {{- else }}
  {{- range $port := regexFindAll ":[0-9]+" (join "," $.Values.nats.external.servers) -1 | uniq }}
  - { from: {{ $part }}, to: outside, port: {{ trimPrefix ":" $port }} }
  {{- end }}
  {{- end }}
  {{- if $own.redis }}
  {{- if $.Values.redis.enabled }}
  - { from: {{ $part }}, to: redis, port: 6379 }
  {{- else }}
  - { from: {{ $part }}, to: outside, port: {{ $.Values.redis.external.address | splitList ":" | last }} }
  {{- end }}
  {{- end }}
  {{- with $.Values.monitoring.otlpEndpoint }}
  - { from: {{ $part }}, to: outside, port: {{ regexFind ":[0-9]+(/|$)" . | trimAll ":/" | default (ternary 443 80 (hasPrefix "https:" .)) }} }
  {{- end }}
  {{- end }}
  {{- if $livekit.enabled }}
  - { from: room-service, to: livekit, port: 7880 }
  {{- if include "runde.routed" . }}
  - { from: public, to: livekit, port: 7880 }
  {{- else }}
  - { from: gateway, to: livekit, port: 7880 }
  {{- end }}
  - { from: metrics, to: livekit, port: 6789 }
  - { from: livekit, to: dns }
  - { from: livekit, to: webhook, port: 8001 }
  # Media: people are anywhere, and so are their ports.
  - { from: outside, to: livekit, port: {{ $livekit.udpPort }}, protocol: UDP }
  - { from: outside, to: livekit, port: {{ $livekit.tcpPort }} }
  - { from: livekit, to: outside, protocol: UDP }
  {{- if $livekit.turn.enabled }}
  - { from: outside, to: livekit, port: 5349 }
  {{- end }}
  {{- if include "runde.livekit.ownRedis" . }}
  - { from: livekit, to: livekit-redis, port: 6379 }
  {{- else if include "runde.livekit.several" . }}
  - { from: livekit, to: outside, port: {{ $livekit.redis.address | splitList ":" | last }} }
  {{- end }}
  {{- else }}
  - { from: room-service, to: outside, port: {{ regexFind ":[0-9]+(/|$)" $livekit.external.url | trimAll ":/" | default (ternary 443 80 (hasPrefix "https:" $livekit.external.url)) }} }
  - { from: public, to: webhook, port: 8001 }
  {{- end }}
  {{- if and .Values.nats.enabled (gt (int .Values.nats.replicas) 1) }}
  - { from: nats, to: nats, port: 6222 }
  - { from: nats, to: dns }
  {{- end }}
  {{- if include "runde.doctor" . }}
  # It comes as people do, by the public address, and sends media.
  - { from: doctor, to: dns }
  - { from: doctor, to: outside }
  {{- end }}
{{- end -}}

{{/* The pods that have policies: those of hostNetwork are the node's, and no policy reaches them. */}}
{{- define "runde.parts" -}}
parts:
  {{- range $part := keys (include "runde.services" . | fromYaml) | sortAlpha }}
  - {{ $part }}
  {{- end }}
  {{- if .Values.nats.enabled }}
  - nats
  {{- end }}
  {{- if .Values.redis.enabled }}
  - redis
  {{- end }}
  {{- if and .Values.livekit.enabled (ne .Values.livekit.exposure "hostNetwork") }}
  - livekit
  {{- end }}
  {{- if include "runde.livekit.ownRedis" . }}
  - livekit-redis
  {{- end }}
  {{- if include "runde.doctor" . }}
  - doctor
  {{- end }}
{{- end -}}

{{/* The other end of a flow, as the peers of a rule. Takes {root, end, side: from or to}. Nothing: any address. */}}
{{- define "runde.peers" -}}
{{- $policy := .root.Values.networkPolicy -}}
{{- if eq .end "public" -}}
{{- with $policy.publicFrom }}{{ $.side }}:
  {{- toYaml . | nindent 2 }}{{ end }}
{{- else if eq .end "metrics" -}}
{{ .side }}:
  {{- toYaml $policy.metricsFrom | nindent 2 }}
{{- else if eq .end "dns" -}}
{{ .side }}:
  - namespaceSelector: {}
  # A cache on the node has an address of its own.
  - ipBlock: { cidr: 169.254.0.0/16 }
{{- else if and (eq .end "livekit") (eq .root.Values.livekit.exposure "hostNetwork") -}}
{{- with $policy.nodeNetworks }}{{ $.side }}:
  {{- range . }}
  - ipBlock: { cidr: {{ . }} }
  {{- end }}{{ end }}
{{- else if ne .end "outside" -}}
{{ .side }}:
  - podSelector:
      matchLabels:
        {{- include "runde.selector" (dict "root" .root "part" .end) | nindent 8 }}
{{- end -}}
{{- end -}}

{{- define "runde.ports" -}}
{{- if eq .to "dns" -}}
ports:
  - { port: 53, protocol: UDP }
  - { port: 53, protocol: TCP }
{{- else if or .port .protocol -}}
ports:
  - { {{ if .port }}port: {{ .port }}, {{ end }}protocol: {{ .protocol | default "TCP" }} }
{{- end -}}
{{- end -}}
