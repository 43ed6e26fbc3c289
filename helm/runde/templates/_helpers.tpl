{{- define "runde.fullname" -}}
{{- if contains "runde" .Release.Name -}}{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else -}}{{ printf "%s-runde" (.Release.Name | trunc 34 | trimSuffix "-") }}{{- end -}}
{{- end -}}

{{/* What finds the pods of one part, and all that they are labelled with: a version would restart them at every upgrade. Takes {root, part}. */}}
{{- define "runde.selector" -}}
app.kubernetes.io/name: runde
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .part }}
{{- end -}}

{{- define "runde.labels" -}}
{{ include "runde.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{/* Name and labels of an object of one part. Takes {root, part} and, where it is called otherwise, name. */}}
{{- define "runde.metadata" -}}
name: {{ include "runde.fullname" .root }}-{{ .name | default .part }}
labels:
  {{- include "runde.labels" . | nindent 2 }}
{{- end -}}

{{- define "runde.secretName" -}}
{{ .Values.secrets.existing | default (include "runde.fullname" .) }}
{{- end -}}

{{/* An environment variable out of the Secret. Takes {root, name, key}. */}}
{{- define "runde.secretEnv" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ include "runde.secretName" .root }}
      key: {{ .key }}
{{- end -}}

{{/* Whether a part in front of the gateway routes /rtc; otherwise the gateway passes it on. */}}
{{- define "runde.routed" -}}
{{ if or .Values.ingress.enabled .Values.gatewayApi.enabled }}true{{ end }}
{{- end -}}

{{- define "runde.frontendUrl" -}}
{{ .Values.frontendUrl | default (printf "%s://%s" (ternary "http" "https" (and .Values.ingress.enabled (not .Values.ingress.tls.enabled))) .Values.host) }}
{{- end -}}

{{- define "runde.natsUrl" -}}
{{- $root := .root -}}
{{- $servers := list -}}
{{- if $root.Values.nats.enabled -}}
{{- range $index := until (int $root.Values.nats.replicas) -}}
{{- $servers = append $servers (printf "%s-nats-%d.%s-nats:4222" (include "runde.fullname" $root) $index (include "runde.fullname" $root)) -}}
{{- end -}}
{{- else -}}{{- $servers = $root.Values.nats.external.servers -}}{{- end -}}
nats://{{ .user }}:$(NATS_PASSWORD)@{{ join ",nats://" $servers }}
{{- end -}}

{{- define "runde.redisUrl" -}}
{{- $redis := .root.Values.redis -}}
{{- if $redis.enabled -}}
redis://{{ .user }}:$(REDIS_PASSWORD)@{{ include "runde.fullname" .root }}-redis:6379/0
{{- else -}}
redis{{ if $redis.external.tls }}s{{ end }}://{{ $redis.external.user | default .user }}:$(REDIS_PASSWORD)@{{ $redis.external.address }}/0
{{- end -}}
{{- end -}}

{{- define "runde.livekitUrl" -}}
{{- if .Values.livekit.enabled -}}http://{{ include "runde.fullname" . }}-livekit:7880{{- else -}}{{ .Values.livekit.external.url }}{{- end -}}
{{- end -}}

{{/* Several LiveKits find each other in a Redis. */}}
{{- define "runde.livekit.several" -}}
{{- with .Values.livekit -}}
{{ if and .enabled (or (gt (int .replicas) 1) (gt (len .loadBalancer.addresses) 1) .autoscaling.enabled) }}true{{ end }}
{{- end -}}
{{- end -}}
{{- define "runde.livekit.ownRedis" -}}
{{ if and (include "runde.livekit.several" .) (not .Values.livekit.redis.address) }}true{{ end }}
{{- end -}}

{{/* The image of a part that is ours. Takes {root, part}. */}}
{{- define "runde.image" -}}
{{- $image := .root.Values.image -}}
{{- $digest := index $image.digests .part -}}
{{ $image.prefix }}{{ .part }}{{ if $digest }}@{{ $digest }}{{ else }}:{{ $image.tag | default .root.Chart.AppVersion }}{{ end }}
{{- end -}}

{{/* Whether `helm test` can come as people do. */}}
{{- define "runde.doctor" -}}
{{ if and .Values.doctor.enabled (include "runde.routed" .) }}true{{ end }}
{{- end -}}

{{/* Who a container is on its node: nobody else. 1000 is often the person who administers the node. */}}
{{- define "runde.user" -}}10001{{- end -}}

{{/* The part of every pod that is the same. Takes {root, part, of: its values} and, where a volume belongs to another one, user. LiveKit alone may need the host's network. */}}
{{- define "runde.pod" -}}
{{- $user := .user | default (include "runde.user" .) -}}
serviceAccountName: {{ include "runde.fullname" .root }}-{{ .part }}
automountServiceAccountToken: false
# Variables of other Services would be read as settings: LIVEKIT_PORT is one.
enableServiceLinks: false
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: {{ $user }}
  runAsGroup: {{ $user }}
  fsGroup: {{ $user }}
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: { type: RuntimeDefault }
{{- $created := and .root.Values.priorityClasses.create (printf "%s-%s" (include "runde.priorityClassPrefix" .root) (ternary "state" "service" (has .part (list "nats" "redis" "livekit" "livekit-redis")))) }}
{{- with .of.priorityClassName | default $created }}
priorityClassName: {{ . }}
{{- end }}
{{- with .of.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .of.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
topologySpreadConstraints:
  {{- range $key := list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ $key }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "runde.selector" $ | nindent 8 }}
  {{- end }}
{{- end -}}

{{/* Of the whole cluster, hence with the namespace. */}}
{{- define "runde.priorityClassPrefix" -}}
{{ .Release.Namespace }}-{{ include "runde.fullname" . }}
{{- end -}}

{{/*
For a server in Go: nine tenths of the memory that it may have, in bytes, from where on it collects its garbage sooner; by itself
it would take twice what it needs, and be killed. Takes a quantity.
*/}}
{{- define "runde.goMemoryLimit" -}}
{{- $bytes := dict "" 1 "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "Ki" 1024 "Mi" 1048576 "Gi" 1073741824 "Ti" 1099511627776 -}}
{{- $quantity := kindIs "string" . | ternary . (printf "%.0f" (float64 .)) -}}
{{- $number := regexFind "^[0-9.]+" $quantity -}}
{{- $unit := trimPrefix $number $quantity -}}
{{- if not (hasKey $bytes $unit) }}{{ fail (printf "Write limits of memory as 512Mi or 2Gi, not %s" $quantity) }}{{ end }}
- { name: GOMEMLIMIT, value: {{ mulf (float64 $number) (index $bytes $unit) 0.9 | int64 | quote }} }
{{- end -}}

{{- define "runde.restricted" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
{{- end -}}

{{- define "runde.budget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "runde.metadata" . | nindent 2 }}
spec:
  maxUnavailable: 1
  # A replica that is not ready serves nobody: draining its node must not wait for it.
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "runde.selector" . | nindent 6 }}
{{- end -}}

{{- define "runde.serviceAccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "runde.metadata" . | nindent 2 }}
automountServiceAccountToken: false
{{- end -}}

{{/* A volume for what a part keeps. Takes {root, storage}. */}}
{{- define "runde.volume" -}}
persistentVolumeClaimRetentionPolicy:
  whenDeleted: {{ ternary "Retain" "Delete" .root.Values.keep }}
  whenScaled: Retain
volumeClaimTemplates:
  - metadata:
      name: data
    spec:
      accessModes: [ReadWriteOnce]
      {{- with .storage.className }}
      storageClassName: {{ . }}
      {{- end }}
      resources:
        requests: { storage: {{ .storage.size }} }
{{- end -}}
