"""What a reviewer asks to be done with many examples."""

from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from curation.accounts.models import User
from curation.examples.choosing_form import ChoosingForm
from curation.examples.models import BulkChange
from curation.examples.models.bulk import What
from curation.examples.states import RejectReason
from curation.projects.models import Label, Project, labels_of
from curation.review.forms import Prose

ASKED: dict[str, list[str]] = {
    What.LABEL: ["label"],
    What.UNLABEL: ["label"],
    What.REVIEW: ["note"],
    What.SEND_BACK: ["note"],
    What.REOPEN: ["note"],
    What.REJECT: ["reason", "note"],
}
WANTS_NOTE = (What.SEND_BACK,)


class BulkForm(ChoosingForm):
    """Asked twice: first what with which examples, then, confirmed, with what that needs besides."""

    most = 100_000  # listed while the person waits

    what = forms.ChoiceField(choices=[choice for choice in What.choices if choice[0] in ASKED])
    label = forms.ModelChoiceField(label=gettext_lazy("Label"), queryset=Label.objects.none())
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=RejectReason)
    note = Prose(label=gettext_lazy("Note"), rows=2, max_length=2000)
    confirmed = forms.BooleanField(required=False)

    def __init__(self, data: QueryDict, *, project: Project) -> None:
        super().__init__(data, project=project, auto_id="bulk-%s")
        cast(forms.ModelChoiceField, self.fields["label"]).queryset = labels_of(project)
        asked, confirmed = ASKED.get(data.get("what", ""), []), "confirmed" in data
        for name in ("label", "reason", "note"):
            if name not in asked:
                del self.fields[name]
        for name in asked:
            self.fields[name].required = confirmed and (name != "note" or data["what"] in WANTS_NOTE)
        if data.get("what") in WANTS_NOTE:
            self.fields["note"].label = gettext_lazy("What should be changed?")
            self.fields["note"].widget.attrs["required"] = True

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in ASKED[self.cleaned_data["what"]]]

    @property
    def count(self) -> int:
        return self.cleaned_data["chosen"].count()

    @property
    def is_about_examples(self) -> bool:
        """Whether it is clear what is asked with which examples; the rest can be corrected on the form."""
        return not ({"what", "chosen", "__all__"} & set(self.errors))

    def change(self, *, by: User) -> BulkChange:
        """What was asked, not stored yet."""
        sent = {name: self.cleaned_data[name] for name in ("label", "reason", "note") if self.cleaned_data.get(name)}
        return BulkChange(project=self.project, made_by=by, what=self.cleaned_data["what"], **sent)


def said(what: str, n: int) -> str:
    """What is to be done, with the number: the heading and the button."""
    sentences = {
        What.LABEL: ngettext("Add a label to %(n)s example", "Add a label to %(n)s examples", n),
        What.UNLABEL: ngettext("Remove a label from %(n)s example", "Remove a label from %(n)s examples", n),
        What.REVIEW: ngettext("Send %(n)s example to review", "Send %(n)s examples to review", n),
        What.SEND_BACK: ngettext("Send %(n)s example back", "Send %(n)s examples back", n),
        What.REOPEN: ngettext("Reopen %(n)s example", "Reopen %(n)s examples", n),
        What.REJECT: ngettext("Reject %(n)s example", "Reject %(n)s examples", n),
        What.UNDO: ngettext("Undo a change of %(n)s example", "Undo a change of %(n)s examples", n),
    }
    return sentences[What(what)] % {"n": number_format(n, force_grouping=True)}


def done(n: int) -> str:
    changed = (
        ngettext("%(n)s example was changed.", "%(n)s examples were changed.", n) if n else _("Nothing was changed.")
    )
    return changed % {"n": number_format(n, force_grouping=True)}
