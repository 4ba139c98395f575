"""Programs that are known from their help alone: whether it tells all, as their source text has it.

A help text leaves out what the program hides (``Hidden()`` of kingpin, ``MarkHidden`` and ``MarkDeprecated`` of pflag,
``SUPPRESS`` of argparse). It is called whole where the source of all releases in question was searched for these; what was found
is a supplement. So is what a distributor's build leaves out. The packages by which many of these programs add flags for their web
server and for logging (``exporter-toolkit`` and ``common`` of Prometheus) hide none at any of their tags.
"""

from __future__ import annotations

from .program import KINGPIN_HIDDEN, Program, Supplement, source_file

__all__ = ["EXPORTERS", "TOOLS"]

_KINGPIN = source_file("alecthomas/kingpin", "app.go", "v2.2.6")


def _program(
    component: str, repository: str, path: str, ref: str, since: str, *supplements: Supplement, product: str = "", read: str = ""
) -> Program:
    """A program whose help was checked from *since* to the release of the tag *ref*, or to *read* if the tag does not tell it."""
    last = read or ref.removeprefix("v")
    return Program(
        component, product or component, help_shows_all=source_file(repository, path, ref), help_read=(since, last),
        supplements=supplements,
    )  # fmt: skip


def _kingpin(
    component: str, repository: str, path: str, ref: str, since: str, *supplements: Supplement, product: str = ""
) -> Program:
    """The same, with what kingpin itself hides."""
    own = Supplement(KINGPIN_HIDDEN, *_KINGPIN, since=since, type="bool", no_value=True)
    return _program(component, repository, path, ref, since, own, *supplements, product=product)


_APACHE_080 = source_file("Lusitaniae/apache_exporter", "apache_exporter.go", "v0.8.0")
_HA_121 = source_file("ClusterLabs/ha_cluster_exporter", "ha_cluster_exporter.go", "1.2.1")
_NGINX = "nginx/nginx-prometheus-exporter"
_NGINX_DASHES = source_file(_NGINX, "exporter.go", "v1.5.3")
_POSTFIX_030 = source_file("kumina/postfix_exporter", "logsource_systemd.go", "0.3.0")
_POSTFIX_0150 = source_file("Hsn723/postfix_exporter", "logsource/logsource_kubernetes.go", "v0.15.0")
_POSTFIX_KUBERNETES = (
    "kubernetes.container", "kubernetes.kubeconfig", "kubernetes.namespace", "kubernetes.pod-name", "kubernetes.service",
)  # fmt: skip
_SMARTCTL_080 = source_file("prometheus-community/smartctl_exporter", "main.go", "v0.8.0")
_SMOKEPING_060 = source_file("SuperQ/smokeping_prober", "main.go", "v0.6.0")
_SMOKEPING_070 = source_file("SuperQ/smokeping_prober", "main.go", "v0.7.0")
_AMTOOL_0150 = source_file("prometheus/alertmanager", "cli/silence_add.go", "v0.15.0")
_PROMTOOL_2290 = source_file("prometheus/prometheus", "cmd/promtool/main.go", "v2.29.0")
_EXPORTER_EXPORTER = source_file("QubitProducts/exporter_exporter", "service_windows.go", "v0.4.0")

EXPORTERS: tuple[Program, ...] = (
    _kingpin(
        "apache_exporter", "Lusitaniae/apache_exporter", "apache_exporter.go", "v1.1.1", "0.8.0",
        # Debian built 0.8.0 without them.
        Supplement(("log.format", "log.level"), *_APACHE_080, since="0.8.0", removed="0.12.0", type="string"),
    ),
    _kingpin("bind_exporter", "prometheus-community/bind_exporter", "bind_exporter.go", "v0.8.0", "0.4.0"),
    _kingpin("elasticsearch_exporter", "prometheus-community/elasticsearch_exporter", "main.go", "v1.11.0", "1.1.0"),
    Program(
        "exporter_exporter", "exporter_exporter",
        supplements=(Supplement(("winsvc",), *_EXPORTER_EXPORTER, since="0.4.0", type="string"),),
    ),
    _kingpin("frr_exporter", "tynany/frr_exporter", "frr_exporter.go", "v1.12.0", "1.1.4"),
    _program(
        "ha_cluster_exporter", "ClusterLabs/ha_cluster_exporter", "main.go", "1.4.2", "1.2.1",
        # Hidden as deprecated; the help of 1.3 lists it.
        Supplement(("enable-timestamps",), *_HA_121, since="1.2.1", removed="1.3.0", type="bool", no_value=True),
        Supplement(KINGPIN_HIDDEN, *_KINGPIN, since="1.3.0", type="bool", no_value=True),
    ),
    _kingpin("haproxy_exporter", "prometheus/haproxy_exporter", "haproxy_exporter.go", "v0.15.0", "0.12.0"),
    _kingpin("homeplug_exporter", "NightTsarina/homeplug_exporter", "homeplug_exporter.go", "v0.4.0", "0.3.0"),
    _kingpin("ipmi_exporter", "prometheus-community/ipmi_exporter", "main.go", "v1.10.1", "1.2.0"),
    _program(
        "knot-exporter", "CZ-NIC/knot", "python/knot_exporter/knot_exporter/knot_exporter.py", "v3.5.6", "3.4.6",
        # Debian's 3.5.8 has the same file.
        read="3.5.8",
    ),
    _kingpin("libvirt_exporter", "kumina/libvirt_exporter", "libvirt_exporter.go", "v0.2.0", "0.2.0"),
    _kingpin("mysqld_exporter", "prometheus/mysqld_exporter", "mysqld_exporter.go", "v0.20.0", "0.12.1"),
    _program("mysqlrouter_exporter", "rluisr/mysqlrouter_exporter", "main.go", "v6.0.1", "6.0.0"),
    _program("nextcloud-exporter", "xperimental/nextcloud-exporter", "internal/config/config.go", "v0.9.1", "0.6.0"),
    Program(
        # It rewrites the long flags that were written with one dash when the flag package of Go parsed them.
        "nginx-prometheus-exporter", "nginx-prometheus-exporter", (("0.8.0", "any"),), _NGINX_DASHES,
        help_shows_all=source_file(_NGINX, "exporter.go", "v1.5.3"), help_read=("0.8.0", "1.5.3"),
        supplements=(Supplement(KINGPIN_HIDDEN, *_KINGPIN, since="1.0.0", type="bool", no_value=True),),
    ),
    _kingpin("pg_exporter", "pgsty/pg_exporter", "exporter/arg.go", "v1.4.1", "1.4.1"),
    _kingpin("pgbackrest_exporter", "woblerr/pgbackrest_exporter", "pgbackrest_exporter.go", "v0.23.0", "0.19.0"),
    _kingpin("pgbouncer_exporter", "prometheus-community/pgbouncer_exporter", "pgbouncer_exporter.go", "v0.12.1", "0.10.2"),
    _kingpin("phpfpm_exporter", "Lusitaniae/phpfpm_exporter", "phpfpm_exporter.go", "v0.6.0", "0.6.0"),
    _kingpin(
        "postfix_exporter", "Hsn723/postfix_exporter", "main.go", "v0.20.4", "0.2.0",
        # Debian built 0.3 without the first, and 0.19 without the last.
        Supplement(("systemd.enable",), *_POSTFIX_030, since="0.3.0", removed="0.19.0", type="bool", no_value=True),
        Supplement(
            ("systemd.journal_path", "systemd.slice", "systemd.unit"), *_POSTFIX_030, since="0.3.0", removed="0.19.0",
            type="string",
        ),
        Supplement(("kubernetes.enable",), *_POSTFIX_0150, since="0.15.0", type="bool", no_value=True),
        Supplement(_POSTFIX_KUBERNETES, *_POSTFIX_0150, since="0.15.0", type="string"),
    ),
    _kingpin("postgres_exporter", "prometheus-community/postgres_exporter", "cmd/postgres_exporter/main.go", "v0.20.1", "0.8.0"),
    Program(
        "prometheus-foomuuri-exporter", "prometheus-foomuuri-exporter",
        help_shows_all=(
            "Debian package prometheus-foomuuri-exporter 0.34-1 (sid), usr/bin/prometheus-foomuuri-exporter",
            "https://packages.debian.org/sid/prometheus-foomuuri-exporter",
        ),
        help_read=("0.34", "0.34"),
    ),
    _program(
        "prometheus-sensor-exporter", "bdrung/prometheus-sensor-exporter", "prometheus-sensor-exporter.go", "v0.1.0", "0.1.0",
    ),
    _program("prometheus-xmpp-alerts", "jelmer/prometheus-xmpp-alerts", "prometheus-xmpp-alerts", "v0.5.3", "0.4.2"),
    _kingpin("ricoberger-script_exporter", "ricoberger/script_exporter", "cmd/main.go", "v3.2.0", "3.0.1"),
    _kingpin(
        "smartctl_exporter", "prometheus-community/smartctl_exporter", "main.go", "v0.14.0", "0.14.0",
        Supplement(("smartctl.fake-data",), *_SMARTCTL_080, since="0.8.0", type="bool", no_value=True),
    ),
    _kingpin(
        "smokeping_prober", "SuperQ/smokeping_prober", "main.go", "v0.11.0", "0.4.1",
        # Debian built 0.6 with web.config.file in its place.
        Supplement(("web.config",), *_SMOKEPING_060, since="0.6.0", removed="0.7.0", type="string"),
        Supplement(("native-histogram-factor",), *_SMOKEPING_070, since="0.7.0", type="float"),
    ),
    _kingpin("snmp_exporter", "prometheus/snmp_exporter", "main.go", "v0.30.1", "0.19.0"),
    _kingpin("systemd_exporter", "prometheus-community/systemd_exporter", "main.go", "v0.7.0", "0.7.0"),
    _program(
        "trafficserver_exporter", "gdvalle/trafficserver_exporter", "trafficserver_exporter/trafficserver_exporter.py", "v0.3.2",
        "0.3.2",
    ),
)  # fmt: skip

TOOLS: tuple[Program, ...] = (
    _kingpin(
        "amtool", "prometheus/alertmanager", "cli/root.go", "v0.34.0", "0.21.0",
        Supplement(("require-comment",), *_AMTOOL_0150, since="0.15.0", type="bool", no_value=True, command="silence add"),
        product="alertmanager",
    ),
    _program("etcdctl", "etcd-io/etcd", "etcdctl/ctlv3/ctl.go", "v3.6.14", "3.3.25", product="etcd"),
    _program("etcdutl", "etcd-io/etcd", "etcdutl/ctl.go", "v3.6.14", "3.5.16", product="etcd"),
    Program(
        "kubectl", "kubernetes",
        parsing=source_file("k3s-io/k3s", "vendor/k8s.io/kubectl/pkg/cmd/cmd.go", "v1.21.2+k3s1"), normalize="_",
    ),
    _kingpin(
        "promtool", "prometheus/prometheus", "cmd/promtool/main.go", "v3.14.0", "2.24.1",
        Supplement(("max-block-duration",), *_PROMTOOL_2290, since="2.29.0", type="duration", command="tsdb create-blocks-from"),
        product="prometheus",
    ),
)  # fmt: skip
