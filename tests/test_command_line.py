"""The command line as a shell meets it."""

import os
import subprocess
import sys

from tests.services import ROOT


def test_a_command_whose_reader_has_gone_ends_without_a_word(tmp_path):
    reader, writer = os.pipe()
    os.close(reader)
    env = os.environ | {"DEBUG": "1", "CURATION_DATA": str(tmp_path)}
    command = [sys.executable, "manage.py", "diffsettings", "--all"]
    done = subprocess.run(command, check=False, cwd=ROOT, env=env, stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, "")
