"""Words with a meaning of their own to those who read claims."""

from __future__ import annotations

__all__ = [
    "CLIENTS", "COMMANDERS", "COMMANDS", "CONFIG_FLAGS", "GENERIC", "KUBECTL_VALUES", "KUBECTL_VERBS", "POD_KEYS", "VALUE_TYPES",
]  # fmt: skip

# fmt: off
VALUE_TYPES = frozenset((
    "int", "int32", "int64", "uint", "float", "float32", "float64", "string", "strings", "bool", "boolean", "duration", "ip",
    "ipport", "ipnet", "portrange", "number", "port", "value", "file", "path", "filename", "dir", "directory", "list", "addr",
    "address", "cidr", "url", "host", "stringarray", "stringslice", "mapstringstring", "mapstringbool",
))
"""What help texts put in place of a value."""
CONFIG_FLAGS = frozenset(("config", "config-file"))
"""Flags that name a file of configuration, with which other flags may have no say."""
COMMANDERS = frozenset(("etcdctl",))
"""Programs whose subcommands came and went."""
CLIENTS = frozenset((
    "curl", "wget", "nc", "ncat", "netcat", "telnet", "openssl", "http", "httpie", "ab", "hey", "wrk", "nmap", "socat",
    "promtool", "etcdctl", "grpcurl",
))
"""Programs that are sent to an address."""
KUBECTL_VALUES = frozenset((
    "-n", "--namespace", "-l", "--selector", "-o", "--output", "--context", "--kubeconfig", "-f", "--filename", "-c",
    "--container", "--cluster", "--user", "-s", "--server", "--as", "--as-group", "--token", "--request-timeout", "-v", "--v",
    "--sort-by", "--field-selector", "--certificate-authority", "--client-certificate", "--client-key", "-k", "--kustomize",
    "-p", "--patch", "--type", "--replicas", "--grace-period", "--timeout", "--chunk-size", "--template", "-L",
    "--label-columns", "--for", "--port", "--target-port", "--name", "--protocol", "--image", "--from-file", "--from-literal",
    "--subresource", "--cache-dir", "--username", "--password",
))
"""Options of kubectl that take the next word as their value."""
KUBECTL_VERBS = frozenset((
    "get", "describe", "edit", "delete", "label", "annotate", "patch", "scale", "autoscale", "expose", "wait", "explain",
    "taint", "create", "rollout", "top",
))
"""Commands of kubectl that are followed by a type of resource."""
POD_KEYS = frozenset((
    "apiVersion", "hostNetwork", "hostPath", "hostPort", "hostPID", "imagePullPolicy", "livenessProbe", "readinessProbe",
    "startupProbe", "containerPort", "volumeMounts", "mountPath", "securityContext", "priorityClassName",
    "serviceAccountName", "serviceAccount", "nodeSelector", "initContainers", "httpGet", "tcpSocket", "failureThreshold",
    "timeoutSeconds", "periodSeconds", "initialDelaySeconds", "successThreshold", "readOnly", "nodeName", "restartPolicy",
    "dnsPolicy", "matchLabels", "targetPort", "nodePort", "clusterIP", "externalIPs", "loadBalancerIP", "sessionAffinity",
    "creationTimestamp", "resourceVersion", "ownerReferences", "selfLink", "generateName", "configMap", "secretName",
    "claimName", "defaultMode", "subPath", "valueFrom", "fieldRef", "fieldPath", "configMapKeyRef", "secretKeyRef", "envFrom",
    "terminationMessagePath", "terminationGracePeriodSeconds", "schedulerName", "updateStrategy", "rollingUpdate",
    "maxUnavailable", "maxSurge", "roleRef", "apiGroup", "apiGroups", "nonResourceURLs", "extraArgs", "extraVolumes",
    "kubeletExtraArgs",
))
"""Keys of objects of the Kubernetes API: beside them, no key is a field of a configuration."""
GENERIC = frozenset((
    "scheduler", "apiserver", "api-server", "controller-manager", "proxy", "server", "agent", "manager", "controller",
    "operator", "exporter", "node", "master", "registry", "gateway", "adapter", "dashboard", "docker", "client", "worker",
    "collector",
))
"""Words of the trade that name a kind of thing. In running text they may mean anybody's."""
COMMANDS = frozenset((
    "kubectl", "kubeadm", "curl", "wget", "sudo", "docker", "podman", "nerdctl", "crictl", "ctr", "systemctl", "service",
    "helm", "etcdctl", "cat", "echo", "export", "ssh", "scp", "apt", "apt-get", "yum", "dnf", "pip", "pip3", "git", "make",
    "cd", "ls", "cp", "mv", "rm", "mkdir", "chmod", "chown", "vi", "vim", "nano", "sed", "awk", "grep", "egrep", "tee", "tar",
    "unzip", "ps", "ss", "netstat", "lsof", "nc", "ncat", "telnet", "openssl", "ping", "dig", "nslookup", "host", "iptables",
    "ip", "ifconfig", "journalctl", "minikube", "kind", "k3s", "k9s", "eksctl", "gcloud", "aws", "az", "oc", "istioctl",
    "promtool", "amtool", "python", "python3", "go", "bash", "sh", "source", "env", "exec", "nohup", "time", "watch", "while",
    "for", "if", "until", "function", "set", "unset", "printf", "test", "true", "alias", "tail", "head", "sort", "uniq", "wc",
    "xargs", "find", "useradd", "groupadd", "usermod", "install", "ln", "touch", "date", "df", "du", "free", "top", "kill",
    "pkill", "killall", "mount", "umount", "modprobe", "sysctl", "swapoff", "openstack", "ansible", "ansible-playbook",
    "terraform", "vagrant", "virsh", "snap", "juju", "brew", "npm", "yarn", "cargo", "base64", "jq", "yq", "diff", "dpkg",
    "rpm", "apk", "zypper", "pacman", "containerd", "timeout", "hostnamectl", "firewall-cmd", "ufw", "setenforce",
    "getenforce", "update-alternatives", "nmap", "socat", "grpcurl", "hyperkube",
))
"""Programs and words with which a command line begins."""
# fmt: on
