"""Makes an installation ready: data folder, secret key, translations, database, static files. Safe to repeat."""

import argparse
import os
import secrets
import subprocess
from pathlib import Path

import django
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]


def data_folder() -> Path:
    """The folder of this installation, made if need be; nobody else on the machine may look inside."""
    folder = Path(os.environ.get("CURATION_DATA") or ROOT / "var").resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "logs").mkdir(exist_ok=True)
    return folder


def keep_secret_key(folder: Path) -> None:
    kept = folder / "secret_key"
    if os.environ.get("SECRET_KEY") or kept.is_file():
        return
    written = folder / "secret_key.new"
    written.unlink(missing_ok=True)
    with os.fdopen(os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(50))
    written.rename(kept)  # whole or not at all


def compile_translations() -> None:
    for catalogue in sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po")):
        subprocess.run(["msgfmt", "--check-format", "-o", catalogue.with_suffix(".mo"), catalogue], check=True)


def prepare_installation() -> None:
    keep_secret_key(data_folder())
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", nargs="?", choices=["translations", "installation"], help="one of the two alone")
    step = parser.parse_args().step
    if step != "installation":
        compile_translations()
    if step != "translations":
        prepare_installation()


if __name__ == "__main__":
    main()
