"""nginx with the configuration of ``deploy/nginx``, on free ports: only names and paths are replaced."""

import os
import re
import shutil
import subprocess
import time
from contextlib import contextmanager

from tools import apt
from tools.paths import HOME, ROOT
from tools.server import free_port

SITE = ROOT / "deploy/nginx/flexible-work.conf"
FOLDER = HOME / "nginx"
MAIN = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
worker_processes 1;
{user}
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def program():
    """Path of nginx: the installed one, else out of the distribution's package, without root.

    :raises apt.Unavailable: where there is neither
    """
    if shutil.which("nginx"):
        return shutil.which("nginx")
    found = FOLDER / "sbin/nginx"
    if not found.exists():
        package = apt.find_and_download(["nginx"], HOME / "deb-nginx", {"debian": [None], "ubuntu": [None]})["nginx"]
        for archive, member in apt.members(package):
            if member.isreg() and member.name.endswith("sbin/nginx"):
                found.parent.mkdir(parents=True, exist_ok=True)
                found.write_bytes(archive.extractfile(member).read())
                found.chmod(0o755)
        shutil.rmtree(HOME / "deb-nginx")
    return str(found)


class Nginx:
    """``port`` speaks HTTPS, as the site's own file says; ``plain`` HTTP, for a client that measures."""

    def __init__(self, servers, buses, limits=True):
        """
        :param servers: ports of Odoo's workers
        :param buses: ports of Odoo's bus
        :param limits: False where one address plays ten thousand people
        """
        self.port, self.plain = free_port(8743), free_port(8780)
        FOLDER.mkdir(parents=True, exist_ok=True)
        self._certificate()
        (FOLDER / "site.conf").write_text(self._site(servers, buses, limits))
        user = "user root;" if os.geteuid() == 0 else ""
        (FOLDER / "nginx.conf").write_text(MAIN.format(folder=FOLDER, user=user))

    def _certificate(self):
        command = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost")
        files = ("-keyout", FOLDER / "site.key", "-out", FOLDER / "site.pem")
        subprocess.run((*command, *files), check=True, stderr=subprocess.DEVNULL)

    def _site(self, servers, buses, limits):
        text = SITE.read_text()
        for host, server, bus in zip(("app1", "app2"), servers, buses, strict=True):
            text = text.replace(f"{host}.internal:8069", f"127.0.0.1:{server}")
            text = text.replace(f"{host}.internal:8072", f"127.0.0.1:{bus}")
        changes = {
            "listen 80;": f"listen 127.0.0.1:{free_port(8760)};",
            "listen 443 ssl;": f"listen 127.0.0.1:{self.port} ssl;\n    listen 127.0.0.1:{self.plain};",
            "/etc/ssl/flexible-work.pem": str(FOLDER / "site.pem"),
            "/etc/ssl/private/flexible-work.key": str(FOLDER / "site.key"),
            "/var/cache/nginx/flexible-work": str(FOLDER / "cache"),
        }
        for before, after in changes.items():
            assert before in text, before
            text = text.replace(before, after)
        return text if limits else re.sub(r"^\s*limit_req.*\n", "", text, flags=re.MULTILINE)

    def check(self):
        """What ``nginx -t`` says of the files; raises if it finds a fault."""
        done = subprocess.run((program(), "-t", "-c", FOLDER / "nginx.conf"), capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stderr

    def start(self):
        self.check()
        self.process = subprocess.Popen((program(), "-c", FOLDER / "nginx.conf"), stderr=subprocess.DEVNULL)
        time.sleep(0.5)
        if self.process.poll() is not None:
            raise RuntimeError((FOLDER / "error.log").read_text()[-500:])

    def stop(self):
        self.process.terminate()
        self.process.wait(20)


@contextmanager
def nginx(servers, buses, limits=True):
    server = Nginx(servers, buses, limits)
    server.start()
    try:
        yield server
    finally:
        server.stop()
