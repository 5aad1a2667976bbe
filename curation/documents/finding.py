"""What narrows the documents of a project, as an address says it, and which documents that leaves."""

from typing import Any

from django import forms
from django.conf.locale import LANG_INFO
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from curation.accounts.models import User
from curation.documents.models import Document
from curation.documents.models.document import DocumentQuerySet
from curation.documents.sorting import ORDERS
from curation.documents.states import MOVING, State
from curation.projects.models import Project

STATUSES = {
    "moving": MOVING,
    "ready": (State.READY,),
    "failed": (State.FAILED,),
}
EXACTLY = {"by": "uploaded_by", "language": "language"}
FILTERS = ("name", "status", *EXACTLY)


class FilterForm(forms.Form):
    name = forms.CharField(
        label=_("Search by name"),
        required=False,
        max_length=120,
        widget=forms.SearchInput(attrs={"data-key": "/", "autocomplete": "off", "spellcheck": "false"}),
    )
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[
            ("", _("All")), ("moving", _("Being read")), ("ready", _("Ready")),
            ("attention", _("Needs attention")), ("failed", _("Not read")),
        ],
    )  # fmt: skip
    by = forms.ModelChoiceField(label=_("Added by"), required=False, queryset=User.objects.none(), empty_label=_("All"))
    language = forms.ChoiceField(label=_("Language"), required=False)
    sort = forms.ChoiceField(required=False, choices=[(name, name) for name in ORDERS])
    before = forms.IntegerField(required=False, min_value=1)
    after = forms.IntegerField(required=False, min_value=1)

    def __init__(self, data: Any, project: Project) -> None:
        super().__init__(data)
        documents = Document.objects.present().filter(project=project)
        people = User.objects.filter(pk__in=documents.values("uploaded_by")).order_by("first_name", "username")
        self.fields["by"].queryset = people  # type: ignore[attr-defined]
        spoken = documents.exclude(language="").order_by("language").values_list("language", flat=True).distinct()
        choices = [("", _("All")), *((code, name_of(code)) for code in spoken)]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, Any]:
        """What the address asks for, as an address keeps it; what means nothing asks for nothing."""
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        return found | ({"by": found["by"].pk} if "by" in found else {})


def filters_in(wanted: dict[str, Any]) -> dict[str, Any]:
    """What narrows the list: neither its order nor the page of it."""
    return {name: value for name, value in wanted.items() if name in FILTERS}


def found(project: Project, wanted: dict[str, Any]) -> DocumentQuerySet:
    documents = Document.objects.present().filter(project=project)
    if wanted.get("name"):
        documents = documents.filter(name__icontains=wanted["name"])
    documents = documents.filter(**{EXACTLY[name]: value for name, value in wanted.items() if name in EXACTLY})
    if wanted.get("status") == "attention":
        return documents.needing_attention()
    status = STATUSES.get(wanted.get("status", ""))
    return documents.filter(state__in=status) if status else documents


def name_of(code: str) -> str:
    return str(get_language_info(code)["name_translated"]) if code in LANG_INFO else code
