{{- define "vte.name" -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 48 | trimSuffix "-" -}}
{{- end -}}

{{- define "vte.labels" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/component: {{ .component }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
{{- end -}}

{{- define "vte.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{/* What every pod is: nobody, without rights, without the cluster's token. */}}
{{- define "vte.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 65534
  runAsGroup: 65534
  fsGroup: 65534
  seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{/* What every container is given; `resources` beside `root`. */}}
{{- define "vte.container" -}}
image: "{{ .root.Values.image.repository }}@{{ .root.Values.image.digest }}"
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
resources:
  {{- toYaml .resources | nindent 2 }}
envFrom:
  - configMapRef: {name: {{ include "vte.name" .root }}}
  - secretRef: {name: {{ .root.Values.existingSecret }}}
{{- end -}}

{{/* Where one may write; `models`: the published models too, to be read. */}}
{{- define "vte.mounts" -}}
- {name: tmp, mountPath: /tmp}
- {name: registre, mountPath: /var/lib/vte/registre, subPath: registre}
{{- if .models }}
- {name: modeles, mountPath: /var/lib/vte/modeles, readOnly: true}
{{- end }}
{{- end -}}

{{- define "vte.volumes" -}}
- name: tmp
  emptyDir: {sizeLimit: 1Gi}
- name: registre
  persistentVolumeClaim: {claimName: {{ .root.Values.backups.existingClaim }}}
{{- if .models }}
- name: modeles
  persistentVolumeClaim: {claimName: {{ .root.Values.models.existingClaim }}, readOnly: true}
{{- end }}
{{- end -}}
