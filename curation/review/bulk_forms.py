"""What a reviewer asks to be done with many examples."""

from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from curation.accounts.models import User
from curation.examples.choosing_form import ChoosingForm
from curation.examples.models import BulkChange, Collection
from curation.examples.models.bulk import What
from curation.examples.models.collection import CollectionQuerySet
from curation.examples.states import RejectReason
from curation.projects.models import Label, Project, labels_of
from curation.review.forms import Prose

ASKED: dict[str, list[str]] = {
    What.LABEL: ["label"],
    What.UNLABEL: ["label"],
    What.COLLECT: ["into"],
    What.TAKE_OUT: ["collection"],
    What.REVIEW: ["note"],
    What.SEND_BACK: ["note"],
    What.REOPEN: ["note"],
    What.REJECT: ["reason", "note"],
}
WANTS_NOTE = (What.SEND_BACK,)
QUESTIONS = ("label", "into", "collection", "reason", "note")


class BulkForm(ChoosingForm):
    """Asked twice: first what with which examples, then, confirmed, with what that needs besides."""

    most = 100_000  # listed while the person waits

    what = forms.ChoiceField(choices=[choice for choice in What.choices if choice[0] in ASKED])
    label = forms.ModelChoiceField(label=gettext_lazy("Label"), queryset=Label.objects.none())
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=RejectReason)
    note = Prose(label=gettext_lazy("Note"), rows=2, max_length=2000)
    into = forms.CharField(
        label=gettext_lazy("Collection"),
        help_text=gettext_lazy(
            "A new name, or one that there is. A dataset version can be made of some collections alone."
        ),
        max_length=60,
        widget=forms.TextInput(attrs={"list": "collections", "autocomplete": "off"}),
    )
    collection = forms.ModelChoiceField(label=gettext_lazy("Collection"), queryset=Collection.objects.none())
    confirmed = forms.BooleanField(required=False)

    def __init__(self, data: QueryDict, *, project: Project) -> None:
        super().__init__(data, project=project, auto_id="bulk-%s")
        cast(forms.ModelChoiceField, self.fields["label"]).queryset = labels_of(project)
        cast(forms.ModelChoiceField, self.fields["collection"]).queryset = self.collections
        asked, confirmed = ASKED.get(data.get("what", ""), []), "confirmed" in data
        for name in QUESTIONS:
            if name not in asked:
                del self.fields[name]
        for name in asked:
            self.fields[name].required = confirmed and (name != "note" or data["what"] in WANTS_NOTE)
        if data.get("what") in WANTS_NOTE:
            self.fields["note"].label = gettext_lazy("What should be changed?")
            self.fields["note"].widget.attrs["required"] = True

    @property
    def collections(self) -> CollectionQuerySet:
        """Those with examples; the others are as if there were none."""
        return Collection.objects.filter(project=self.project).filled()

    def clean_what(self) -> str:
        what = self.cleaned_data["what"]
        if what == What.TAKE_OUT and not self.collections.exists():
            raise forms.ValidationError(_("There is no collection to take them out of."))
        return what

    def clean_into(self) -> str:
        """The name as one line that a search can quote."""
        name = " ".join(self.cleaned_data["into"].replace('"', "'").split())
        is_new = name and not self.collections.filter(name__iexact=name).exists()
        if is_new and self.collections.count() >= Collection.most:
            raise forms.ValidationError(
                _("This project has %(n)s collections already. Take one of them.") % {"n": Collection.most}
            )
        return name

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
        """What was asked, not stored yet; a collection is there as soon as it is named."""
        sent = {name: self.cleaned_data[name] for name in QUESTIONS if self.cleaned_data.get(name)}
        if name := sent.pop("into", ""):
            sent["collection"] = Collection.objects.named(self.project, name)
        return BulkChange(project=self.project, made_by=by, what=self.cleaned_data["what"], **sent)


def said(what: str, n: int) -> str:
    """What is to be done, with the number: the heading and the button."""
    sentences = {
        What.LABEL: ngettext("Add a label to %(n)s example", "Add a label to %(n)s examples", n),
        What.UNLABEL: ngettext("Remove a label from %(n)s example", "Remove a label from %(n)s examples", n),
        What.COLLECT: ngettext("Put %(n)s example in a collection", "Put %(n)s examples in a collection", n),
        What.TAKE_OUT: ngettext("Take %(n)s example out of a collection", "Take %(n)s examples out of a collection", n),
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
