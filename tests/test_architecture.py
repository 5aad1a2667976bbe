"""The rules of structure: who may import whom, what the pipeline may know, typed signatures, short files and functions.

Each rule is a function from source text to complaints, tried first on a snippet that breaks it, then on the product.
"""

import ast
from pathlib import Path

import pytest

from tests.services import ROOT

COMMON = {"errors", "http", "compiled", "courtesy"}
PROJECTS = COMMON | {"accounts", "pipeline"}
DOCUMENTS = PROJECTS | {"projects", "runs"}
EXAMPLES = DOCUMENTS | {"documents"}
ACTIVITY = EXAMPLES | {"examples", "celery"}  # celery: the bell that an activity rings
ACTIVITIES = {"intake", "annotate", "review", "dashboard", "datasets"}
MAY_IMPORT = {
    "pipeline": set(),
    "errors": set(),
    "http": {"errors"},
    "runs": {"errors"},
    "compiled": set(),
    "connections": set(),
    "courtesy": set(),
    "maintenance": {"http"},
    "accounts": COMMON,
    "projects": PROJECTS,
    "documents": DOCUMENTS,
    "examples": EXAMPLES,
    **dict.fromkeys(ACTIVITIES, ACTIVITY),
    # Joining it all up. Deploy is tooling beside the product: it starts it, and nothing imports it.
    "": {"celery"},
    "celery": set(),
    "deploy": {"celery", "pipeline"},
    "settings": set(),
    "formats": set(),
    "staticfiles": set(),
    "styleguide": {"accounts", "http"},
    "urls": ACTIVITIES | EXAMPLES | {"examples", "styleguide"},
    "wsgi": set(),
}
FRAMEWORKS = {"django", "celery", "kombu", "redis"}
PLAIN = {"pipeline", "errors"}  # usable from a Python shell, without a project
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
EXCEPTIONS: dict[str, str] = {}  # "path" or "path::function" of what is longer, and its reason


def package_of(path):
    """`curation/review/views.py` -> review; `curation/http.py` -> http; `curation/__init__.py` -> nothing."""
    parts = path.with_suffix("").parts[1:]
    return "" if parts[0] == "__init__" else parts[0]


def only_for_types(tree):
    """The nodes under `if TYPE_CHECKING:`, which never run."""
    blocks = [node for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    return {inner for block in blocks for inner in ast.walk(block)}


def modules(node):
    """The modules that an import statement names; `from curation import http` names curation.http."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        if node.module == "curation":
            return [f"curation.{alias.name}" for alias in node.names]
        return ["." * node.level + (node.module or "")]
    return []


def imports(tree):
    return [(node, module) for node in ast.walk(tree) for module in modules(node)]


def wrong_imports(path, source):
    """Imports of ours that the table does not allow. `http` may name the types of a request, which sit above it."""
    package, tree = package_of(path), ast.parse(source)
    ignored = only_for_types(tree) if package == "http" else set()
    if package not in MAY_IMPORT:
        return [f"{path}: {package} is not in the table of who may import whom"]
    return [
        f"{path}:{node.lineno}: {package or 'curation'} imports {module}"
        for node, module in imports(tree)
        if node not in ignored
        and module.split(".")[0] == "curation"
        and [*module.split("."), ""][1] not in MAY_IMPORT[package] | {package}
    ]


def frameworks_in_plain_python(path, source):
    return [
        f"{path}:{node.lineno}: {module} has no place in plain Python"
        for node, module in imports(ast.parse(source))
        if package_of(path) in PLAIN and module.split(".")[0] in FRAMEWORKS
    ]


def second_importers_of_tesseract(path, source):
    return [
        f"{path}:{node.lineno}: only curation/pipeline/ocr imports pytesseract"
        for node, module in imports(ast.parse(source))
        if module.split(".")[0] == "pytesseract" and not str(path).startswith("curation/pipeline/ocr")
    ]


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def imports_inside_functions(path, source):
    return [
        f"{path}:{inner.lineno}: {function.name} imports {module}"
        for function in functions(ast.parse(source))
        for inner, module in imports(function)
        if module.startswith((".", "curation"))
    ]


def missing_types(path, source):
    complaints = []
    for function in functions(ast.parse(source)):
        given = function.args
        named = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
        bare = [each.arg for each in named if each and not each.annotation and each.arg not in {"self", "cls"}]
        bare += [] if function.returns else ["return"]
        complaints += [f"{path}:{function.lineno}: {function.name}: no type for {name}" for name in bare]
    return complaints


def too_long(path, source):
    """(name, complaint) of the file and each function over the budget."""
    lines = len(source.splitlines())
    found = [(str(path), f"{path}: {lines} lines")] if lines > LONGEST_FILE else []
    for function in functions(ast.parse(source)):
        lines = function.end_lineno - function.lineno + 1
        if lines > LONGEST_FUNCTION:
            found.append((f"{path}::{function.name}", f"{path}:{function.lineno}: {function.name}: {lines} lines"))
    return found


def sources(*folders):
    paths = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")) if path.name != "manage.py")
    for path in paths:
        if "migrations" not in path.parts:
            yield path.relative_to(ROOT), path.read_text()


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        (wrong_imports, "review/views.py", "from curation.annotate.claims import held_by"),
        (wrong_imports, "review/views.py", "import curation.annotate.claims"),
        (wrong_imports, "review/views.py", "from curation import annotate"),
        (wrong_imports, "documents/models/page.py", "def f() -> None:\n    from curation.examples import models"),
        (wrong_imports, "pipeline/ocr.py", "from curation.errors import Conflict"),
        (wrong_imports, "accounts/models.py", "from curation.projects.models import Project"),
        (wrong_imports, "intake/tasks.py", "from curation.deploy.run import main"),
        (wrong_imports, "intake/tasks.py", "from curation.settings import DATA"),
        (wrong_imports, "deploy/run.py", "from curation.accounts.models import User"),
        (wrong_imports, "http.py", "from curation.accounts.models import User"),
        (wrong_imports, "newcomer/views.py", ""),
        (frameworks_in_plain_python, "pipeline/cleaning.py", "from django.conf import settings"),
        (frameworks_in_plain_python, "pipeline/reading/pdf.py", "import celery"),
        (frameworks_in_plain_python, "errors.py", "import django.db.models"),
        (second_importers_of_tesseract, "pipeline/reading/image.py", "import pytesseract"),
        (imports_inside_functions, "intake/tasks.py", "def f() -> None:\n    from curation.intake import store"),
        (imports_inside_functions, "intake/tasks.py", "async def f() -> None:\n    from . import store"),
        (missing_types, "intake/tasks.py", "def f(a: int, b) -> None: ..."),
        (missing_types, "intake/tasks.py", "def f(*a, **b: int) -> None: ..."),
        (missing_types, "intake/tasks.py", "class A:\n    def f(self): ..."),
        (too_long, "intake/tasks.py", "\n" * 301),
        (too_long, "intake/tasks.py", "def f() -> None:\n" + "    pass\n" * 40),
    ],
)
def test_each_rule_sees_what_breaks_it(rule, path, source):
    assert len(rule(Path("curation") / path, source)) == 1


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        (wrong_imports, "review/views.py", "import re\nfrom curation.examples.models import Example"),
        (wrong_imports, "review/views.py", "from curation.review import queue\nfrom curation import http"),
        (wrong_imports, "http.py", "if TYPE_CHECKING:\n    from curation.accounts.models import User"),
        (frameworks_in_plain_python, "intake/tasks.py", "import celery"),
        (second_importers_of_tesseract, "pipeline/ocr.py", "import pytesseract"),
        (imports_inside_functions, "intake/tasks.py", "from curation.intake import store\ndef f():\n    import fcntl"),
        (missing_types, "intake/tasks.py", "class A:\n    def f(self, *, a: int = 1) -> None: ..."),
        (too_long, "intake/tasks.py", "def f() -> None:\n" + "    pass\n" * 39),
    ],
)
def test_no_rule_sees_a_fault_where_there_is_none(rule, path, source):
    assert rule(Path("curation") / path, source) == []


@pytest.mark.parametrize(
    "rule", [wrong_imports, frameworks_in_plain_python, second_importers_of_tesseract, imports_inside_functions]
)
def test_imports_of_the_product_follow_the_rules(rule):
    assert [complaint for path, source in sources("curation") for complaint in rule(path, source)] == []


def test_every_signature_is_typed():
    assert [
        complaint for path, source in sources("curation", "bench") for complaint in missing_types(path, source)
    ] == []


def test_files_and_functions_are_short_and_each_exception_still_needed():
    long = dict(found for path, source in sources("curation", "tests", "bench") for found in too_long(path, source))
    assert [complaint for name, complaint in long.items() if name not in EXCEPTIONS] == []
    assert set(EXCEPTIONS) <= set(long)
