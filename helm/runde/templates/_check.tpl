{{/* What a schema can refuse but not explain: the first thing that is missing, in a sentence. */}}
{{- define "runde.check" -}}
{{- $livekit := .Values.livekit -}}
{{- if not .Values.host -}}
  {{- fail "Say under which name people reach Runde: --set host=meet.example.org" -}}
{{- end -}}
{{- if not (regexMatch "^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$" .Values.host) -}}
  {{- fail (printf "host is a name only, without https:// and without a path: meet.example.org, not %s" .Values.host) -}}
{{- end -}}
{{- if and .Values.ingress.enabled .Values.gatewayApi.enabled -}}
  {{- fail "Choose one way in: ingress.enabled or gatewayApi.enabled, not both." -}}
{{- end -}}
{{- if and .Values.ingress.tls.clusterIssuer .Values.ingress.tls.issuer -}}
  {{- fail "Name one of ingress.tls.clusterIssuer and ingress.tls.issuer, not both." -}}
{{- end -}}
{{- if and .Values.gatewayApi.enabled (not .Values.gatewayApi.parentRefs) -}}
  {{- fail "Say which Gateway the route attaches to: gatewayApi.parentRefs=[{name: public, namespace: gateways}]" -}}
{{- end -}}
{{- if and (not .Values.nats.enabled) (not .Values.nats.external.servers) -}}
  {{- fail "With nats.enabled=false, say where NATS is: --set nats.external.servers={nats.example.org:4222}" -}}
{{- end -}}
{{- if and (not .Values.redis.enabled) (not .Values.redis.external.address) -}}
  {{- fail "With redis.enabled=false, say where Redis is: --set redis.external.address=redis.example.org:6379" -}}
{{- end -}}
{{- if not $livekit.enabled -}}
  {{- if not $livekit.external.url -}}
    {{- fail "With livekit.enabled=false, say where room-service reaches LiveKit: --set livekit.external.url=https://livekit.example.org" -}}
  {{- end -}}
  {{- if not $livekit.external.publicUrl -}}
    {{- fail "With livekit.enabled=false, say where browsers reach LiveKit: --set livekit.external.publicUrl=wss://livekit.example.org" -}}
  {{- end -}}
{{- else -}}
  {{- if and (eq $livekit.exposure "loadBalancer") (not $livekit.loadBalancer.addresses) -}}
    {{- fail "With livekit.exposure=loadBalancer, name the addresses that you have reserved: --set livekit.loadBalancer.addresses={203.0.113.10}" -}}
  {{- end -}}
  {{- if and (eq $livekit.exposure "loadBalancer") (gt (int $livekit.replicas) 1) -}}
    {{- fail "With livekit.exposure=loadBalancer there is one LiveKit for each of livekit.loadBalancer.addresses; leave livekit.replicas at 1." -}}
  {{- end -}}
  {{- if and $livekit.autoscaling.enabled (eq $livekit.exposure "loadBalancer") -}}
    {{- fail "livekit.autoscaling needs livekit.exposure=hostNetwork or hostPort: a load balancer is for one LiveKit each." -}}
  {{- end -}}
  {{- if and $livekit.autoscaling.enabled (not $livekit.autoscaling.average) -}}
    {{- fail (printf "Say how much %s one LiveKit is to have: --set livekit.autoscaling.average=100" $livekit.autoscaling.metric) -}}
  {{- end -}}
  {{- if not (or (has $livekit.address (list "node" "stun")) (regexMatch "^[0-9]+(\\.[0-9]+){3}$" $livekit.address)) -}}
    {{- fail (printf "livekit.address is node, stun or an IPv4 address, not %s" $livekit.address) -}}
  {{- end -}}
  {{- with $livekit.turn -}}
    {{- if and .enabled (not .domain) -}}
      {{- fail "With livekit.turn.enabled, name TURN's own domain: --set livekit.turn.domain=turn.example.org" -}}
    {{- end -}}
    {{- if and .enabled (eq .exposure "hostPort") (eq $livekit.exposure "hostNetwork") -}}
      {{- fail "On the host's network LiveKit cannot have port 443: set livekit.turn.exposure=loadBalancer or livekit.exposure=hostPort." -}}
    {{- end -}}
    {{- if and .clusterIssuer .issuer -}}
      {{- fail "Name one of livekit.turn.clusterIssuer and livekit.turn.issuer, not both." -}}
    {{- end -}}
  {{- end -}}
{{- end -}}
{{- range $part := keys (include "runde.services" . | fromYaml) -}}
  {{- $of := mergeOverwrite (deepCopy $.Values.defaults) (index $.Values.services $part) -}}
  {{- if and $of.autoscaling.enabled (gt (int $of.autoscaling.min) (int $of.autoscaling.max)) -}}
    {{- fail (printf "autoscaling of %s: min (%v) is more than max (%v)" $part $of.autoscaling.min $of.autoscaling.max) -}}
  {{- end -}}
{{- end -}}
{{- end -}}
