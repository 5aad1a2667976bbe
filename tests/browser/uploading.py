"""What tests of the documents list do: choose files, find a row, and work as a worker would."""

from curation.documents.models import Document
from curation.intake import processing


def choose(screen, *files):
    chosen = [{"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files]
    screen.locator("input[name=files]").set_input_files(chosen)


def break_at(screen, offset):
    """Break the line at the slice that begins there; what is asked after that waits in what is returned."""
    seen, waiting = [], []

    def handle(route):
        if not seen and route.request.headers.get("upload-offset") == str(offset):
            seen.append("the slice")
            route.abort("connectionreset")
        elif seen == ["the slice"]:
            seen.append("what came after")
            waiting.append(route)
        else:
            route.continue_()

    screen.route("**/uploads/*/", handle)
    return waiting


def work():
    """What a worker would do."""
    for document in Document.objects.moving():
        step = processing.open_document(document.pk)
        while step.batches:
            step = processing.read_pages(document.pk)
        processing.draft_document(document.pk)


def row(screen, name):
    return screen.get_by_role("row").filter(has_text=name)
