{{/* livekit.yaml, without any secret: keys come from the environment. A room exists only because room-service made it. */}}
{{- define "runde.livekit.config" -}}
{{- $of := .Values.livekit -}}
port: 7880
prometheus: { port: 6789 }
rtc:
  udp_port: {{ $of.udpPort }}
  tcp_port: {{ $of.tcpPort }}
  use_external_ip: {{ eq $of.address "stun" }}
  enable_loopback_candidate: false
  pli_throttle: { low_quality: 100ms, mid_quality: 200ms, high_quality: 200ms }
room: { auto_create: false }
webhook:
  urls: ['http://{{ include "runde.fullname" . }}-webhook:8001/webhooks/livekit']
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
{{- if include "runde.livekit.several" . }}
redis:
  address: {{ $of.redis.address | default (printf "%s-livekit-redis:6379" (include "runde.fullname" .)) }}
  username: livekit
node_selector: { kind: sysload, sysload_limit: 0.9 }
{{- end }}
logging: { json: true, level: info }
{{- end -}}

{{/* One LiveKit, or several that are alike. Takes runde.pod's, address, config and, of one by itself, name and index. */}}
{{- define "runde.livekit.statefulSet" -}}
{{- $of := .of -}}
{{- $hostNetwork := eq $of.exposure "hostNetwork" -}}
{{- $several := include "runde.livekit.several" .root -}}
{{- $hostPort := eq $of.exposure "hostPort" -}}
apiVersion: apps/v1
kind: StatefulSet
metadata:
  {{- include "runde.metadata" . | nindent 2 }}
spec:
  serviceName: {{ include "runde.fullname" .root }}-livekit
  {{- if not $of.autoscaling.enabled }}
  replicas: {{ $of.replicas }}
  {{- end }}
  podManagementPolicy: Parallel
  selector:
    matchLabels:
      {{- include "runde.selector" . | nindent 6 }}
      {{- with .index }}
      runde/livekit: {{ . | quote }}
      {{- end }}
  template:
    metadata:
      labels:
        {{- include "runde.selector" . | nindent 8 }}
        {{- with .index }}
        runde/livekit: {{ . | quote }}
        {{- end }}
      annotations:
        checksum/config: {{ .config | sha256sum }}
    spec:
      {{- include "runde.pod" . | nindent 6 }}
      {{- if $hostNetwork }}
      hostNetwork: true
      dnsPolicy: ClusterFirstWithHostNet
      {{- end }}
      {{- if or $hostNetwork $hostPort }}
      # They would want the same ports.
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector:
                matchLabels:
                  {{- include "runde.selector" . | nindent 18 }}
      {{- end }}
      # Time for preStop below, and to close.
      terminationGracePeriodSeconds: {{ add $of.drain 15 }}
      containers:
        - name: livekit
          image: {{ $of.image }}
          args:
            - --config=/config/livekit.yaml
            {{- if $hostNetwork }}
            # Signalling and metrics on the node's own address, not on every one that it has.
            - --bind=$(HOST_IP)
            {{- end }}
          {{- include "runde.restricted" . | nindent 10 }}
          env:
            {{- range $name := list "LIVEKIT_API" "LIVEKIT_OTHER_API" }}
            {{- range $end := list "KEY" "SECRET" }}
            {{- include "runde.secretEnv" (dict "root" $.root "name" (printf "%s_%s" $name $end) "key" (printf "%s-%s" $name $end | lower | replace "_" "-")) | nindent 12 }}
            {{- end }}
            {{- end }}
            # Two keys, so that one can be exchanged while people talk.
            - name: LIVEKIT_KEYS
              value: |-
                $(LIVEKIT_API_KEY): $(LIVEKIT_API_SECRET)
                $(LIVEKIT_OTHER_API_KEY): $(LIVEKIT_OTHER_API_SECRET)
            - { name: LIVEKIT_WEBHOOK_API_KEY, value: $(LIVEKIT_API_KEY) }
            - name: HOST_IP
              valueFrom: { fieldRef: { fieldPath: status.hostIP } }
            {{- if ne .address "stun" }}
            - { name: NODE_IP, value: {{ eq .address "node" | ternary "$(HOST_IP)" .address }} }
            {{- end }}
            {{- if $several }}
            {{- include "runde.secretEnv" (dict "root" .root "name" "REDIS_PASSWORD" "key" "redis-livekit") | nindent 12 }}
            {{- end }}
          ports:
            - { name: http, containerPort: 7880 }
            - { name: metrics, containerPort: 6789 }
            - { name: media-udp, containerPort: {{ $of.udpPort }}, protocol: UDP{{ if $hostPort }}, hostPort: {{ $of.udpPort }}{{ end }} }
            - { name: media-tcp, containerPort: {{ $of.tcpPort }}{{ if $hostPort }}, hostPort: {{ $of.tcpPort }}{{ end }} }
            {{- if $of.turn.enabled }}
            - { name: turn-tls, containerPort: 5349{{ if eq $of.turn.exposure "hostPort" }}, hostPort: 443{{ end }} }
            {{- end }}
          # Often, for people wait to come back.
          startupProbe:
            tcpSocket: { port: http }
            periodSeconds: 1
            failureThreshold: 120
          # Whether it runs, and no more: to restart it because its Redis is away would end the calls that go on without.
          livenessProbe:
            tcpSocket: { port: http }
            periodSeconds: 10
            timeoutSeconds: 5
          readinessProbe:
            httpGet: { path: /, port: http }
            periodSeconds: 5
            timeoutSeconds: 5
          lifecycle:
            preStop:
              # The first signal ends when everybody has left; the second, from Kubernetes after this, tells them to go elsewhere.
              exec: { command: [sh, -c, 'kill -TERM 1; sleep {{ $of.drain }}'] }
          resources:
            {{- toYaml $of.resources | nindent 12 }}
          volumeMounts:
            - { name: config, mountPath: /config, readOnly: true }
            {{- if $of.turn.enabled }}
            - { name: turn-tls, mountPath: /turn-tls, readOnly: true }
            {{- end }}
      volumes:
        - name: config
          configMap: { name: {{ include "runde.fullname" .root }}-livekit }
        {{- if $of.turn.enabled }}
        - name: turn-tls
          secret: { secretName: {{ $of.turn.secretName }} }
        {{- end }}
{{- end -}}
