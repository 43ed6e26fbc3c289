{{/*
What the four services have of their own; one template makes everything else the same (services.yaml).
ports: the public one where there is one, and the internal one of probes and metrics. secrets: variable -> key of the Secret.
*/}}
{{- define "runde.services" -}}
gateway:
  ports: { http: 8000, internal: 9000 }
  secrets: { COOKIE_SECRET: cookie-secret }
  redis: true
  env:
    FRONTEND_URL: {{ include "runde.frontendUrl" . }}
    {{- with .Values.trustedProxies }}
    TRUSTED_PROXIES: {{ join "," . }}
    {{- end }}
    {{- if not .Values.livekit.enabled }}
    LIVEKIT_PUBLIC_URL: {{ .Values.livekit.external.publicUrl }}
    {{- else if not (include "runde.routed" .) }}
    LIVEKIT_PROXY_URL: {{ include "runde.livekitUrl" . }}
    {{- end }}
room-service:
  ports: { internal: 9001 }
  secrets: { LIVEKIT_API_KEY: livekit-api-key, LIVEKIT_API_SECRET: livekit-api-secret, STATE_SECRET: state-secret }
  redis: true
  env:
    LIVEKIT_URL: {{ include "runde.livekitUrl" . }}
    {{- if and .Values.nats.enabled (gt (int .Values.nats.replicas) 1) }}
    STREAM_REPLICAS: {{ .Values.nats.replicas | quote }}
    {{- end }}
token-service:
  ports: { internal: 9002 }
  secrets: { LIVEKIT_API_KEY: livekit-api-key, LIVEKIT_API_SECRET: livekit-api-secret }
  redis: false
  env: {}
webhook:
  ports: { http: 8001, internal: 9003 }
  secrets:
    LIVEKIT_API_KEY: livekit-api-key
    LIVEKIT_API_SECRET: livekit-api-secret
    LIVEKIT_OTHER_API_KEY: livekit-other-api-key
    LIVEKIT_OTHER_API_SECRET: livekit-other-api-secret
  redis: false
  env: {}
{{- end -}}
