"""Proxies that stand before a gateway in the field, each set up to change as little as it can."""

import os
import pwd

from rig.processes import fail, find, free_port

NGINX = """
daemon off;
worker_processes 1;
pid {directory}/nginx-{port}.pid;
error_log {directory}/nginx-{port}.err;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {directory}/nginx-body-{port};
    proxy_temp_path {directory}/nginx-proxy-{port};
    fastcgi_temp_path {directory}/nginx-fastcgi-{port};
    uwsgi_temp_path {directory}/nginx-uwsgi-{port};
    scgi_temp_path {directory}/nginx-scgi-{port};
    large_client_header_buffers 4 64k;
    underscores_in_headers on;
    upstream origin {{ server 127.0.0.1:{origin}; keepalive 8; }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://origin;
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            proxy_set_header Connection "";
            proxy_request_buffering off;
            proxy_next_upstream off;
        }}
    }}
}}
"""

HAPROXY = """
defaults
    mode http
    timeout connect 5s
    timeout client 60s
    timeout server 60s
    retries 0
frontend clients
    bind 127.0.0.1:{port}
    default_backend origin
backend origin
    http-reuse always
    server origin 127.0.0.1:{origin}
"""

APACHE = """
ServerRoot {directory}
ServerName localhost
PidFile {directory}/apache-{port}.pid
ErrorLog {directory}/apache-{port}.err
Listen 127.0.0.1:{port}
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule proxy_module {modules}/mod_proxy.so
LoadModule proxy_http_module {modules}/mod_proxy_http.so
User {user}
Timeout 60
LimitRequestLine 65536
LimitRequestFieldSize 65536
AllowEncodedSlashes NoDecode
ProxyPreserveHost On
ProxyPass / http://127.0.0.1:{origin}/ nocanon
"""

VARNISH = """
vcl 4.1;
backend origin {{ .host = "127.0.0.1"; .port = "{origin}"; }}
sub vcl_recv {{ return (pass); }}
"""

SQUID = """
http_port 127.0.0.1:{port} accel defaultsite=a no-vhost
cache_peer 127.0.0.1 parent {origin} 0 no-query originserver name=origin connect-fail-limit=1000
cache deny all
http_access allow all
access_log none
cache_log {directory}/squid-{port}.log
pid_filename {directory}/squid-{port}.pid
coredump_dir {directory}
cache_effective_user {user}
request_header_max_size 64 KB
"""


def nginx(bench, port, origin):
    config = bench.file(f"nginx-{port}.conf", NGINX.format(directory=bench.directory, port=port, origin=origin))
    return ["nginx", "-p", bench.directory, "-c", config, "-e", "stderr"]


def haproxy(bench, port, origin):
    return ["haproxy", "-db", "-f", bench.file(f"haproxy-{port}.cfg", HAPROXY.format(port=port, origin=origin))]


def apache(bench, port, origin):
    config = bench.file(f"apache-{port}.conf", APACHE.format(
        directory=bench.directory, port=port, origin=origin, modules="/usr/lib/apache2/modules", user=user()))
    return ["apache2", "-DFOREGROUND", "-f", config]


def varnish(bench, port, origin):
    config = bench.file(f"varnish-{port}.vcl", VARNISH.format(origin=origin))
    return ["varnishd", "-F", "-a", f"127.0.0.1:{port}", "-f", config, "-n", bench.directory / f"varnish-{port}",
            "-s", "malloc,16m", "-p", "http_req_hdr_len=64k", "-p", "http_req_size=128k", "-p", "workspace_client=256k",
            "-p", "workspace_backend=256k"]


def squid(bench, port, origin):
    config = bench.file(f"squid-{port}.conf", SQUID.format(
        directory=bench.directory, port=port, origin=origin, user=user()))
    return ["squid", "--foreground", "-f", config]


FRONTS = {"HAProxy": haproxy, "nginx": nginx, "Apache": apache, "Varnish": varnish, "Squid": squid}


def start(bench, name, origin):
    """Starts a proxy before whoever listens on a port; returns its own port."""
    port = free_port()
    program, *arguments = FRONTS[name](bench, port, origin)
    bench.directory.chmod(0o777)
    process = bench.start(f"{name}-{origin}", [find(program) or fail(f"not installed: {program}"), *arguments])
    bench.await_answer(process, port)
    return port


def user():
    """Who a server should be that doesn't want to be root."""
    return "nobody" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
