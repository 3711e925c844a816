"""Plain workers: nginx with a constant answer, so that the gateway is what is measured."""

import json

from rig.processes import find, free_ports

MODEL = "bench"

ANSWER = json.dumps({
    "id": "chatcmpl-1",
    "object": "chat.completion",
    "created": 1780000000,
    "model": MODEL,
    "choices": [{
        "index": 0,
        "message": {"role": "assistant", "content": "A gateway passes on what it is given. " * 12},
        "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 250, "completion_tokens": 96, "total_tokens": 346}})

MODELS = json.dumps({
    "object": "list", "data": [{"id": MODEL, "object": "model", "created": 1780000000, "owned_by": "bench"}]})

CONFIG = """
daemon off;
worker_processes 2;
pid {directory}/nginx.pid;
error_log {directory}/nginx-error.log;
events {{ worker_connections 4096; }}
http {{
    {log}
    default_type application/json;
    keepalive_requests 1000000000;
    keepalive_timeout 300s;
    client_max_body_size 64m;
    client_body_temp_path {directory}/body;
    proxy_temp_path {directory}/proxy;
    fastcgi_temp_path {directory}/fastcgi;
    uwsgi_temp_path {directory}/uwsgi;
    scgi_temp_path {directory}/scgi;
    server {{
{listens}
        location = /health {{ return 200 '{{}}'; }}
        location = /v1/models {{ return 200 '{models}'; }}
        location / {{ return 200 '{answer}'; }}
    }}
}}
"""


def start_nginx(bench, count=2, log="access_log off;"):
    """Starts plain workers; returns their URLs."""
    ports = free_ports(count)
    listens = "\n".join(f"        listen 127.0.0.1:{port};" for port in ports)
    config = bench.file("nginx.conf", CONFIG.format(
        directory=bench.directory, log=log, listens=listens, models=MODELS, answer=ANSWER))
    process = bench.start("nginx", [find("nginx"), "-p", bench.directory, "-c", config, "-e", "stderr"])
    for port in ports:
        bench.await_answer(process, port)
    return [f"http://127.0.0.1:{port}" for port in ports]
