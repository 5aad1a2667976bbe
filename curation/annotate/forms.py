"""What an editing session and a decision send."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from curation.annotate import turns
from curation.annotate.deciding import Choice
from curation.annotate.edits import Edit
from curation.examples.models.writing import Writing
from curation.examples.states import REASONS, Decision
from curation.examples.texts import joined_prompt
from curation.examples.turns import Turns, as_text, posted
from curation.projects.models import Label, LabelGroup

LONGEST = 200_000  # characters of one text
DAY = 24 * 3600  # seconds


class EditForm(forms.Form):
    """The editors as they stand. Nothing is stripped: the text is the person's."""

    prompt = forms.CharField(required=False, strip=False, max_length=LONGEST)
    completion = forms.CharField(required=False, strip=False, max_length=LONGEST)
    note = forms.CharField(required=False, max_length=2000)
    session = forms.UUIDField()
    sequence = forms.IntegerField(min_value=0, max_value=2**53)
    seen = forms.IntegerField(min_value=0)
    seconds = forms.IntegerField(min_value=0, required=False)
    input = forms.CharField(required=False, strip=False, max_length=LONGEST)  # of an instruction
    by_label = forms.BooleanField(required=False)  # the completion is the labels that are chosen
    turns = forms.BooleanField(required=False)  # the turns of a conversation come along, as `role` and `content`
    turn = forms.CharField(required=False, max_length=20)  # a button beside one of them
    focus = forms.ChoiceField(choices=[(name, name) for name in ("", "prompt", "completion")], required=False)
    keep = forms.ChoiceField(choices=[(name, name) for name in ("", "mine", "theirs", "both")], required=False)

    def __init__(self, *args: Any, groups: Mapping[LabelGroup, list[Label]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = groups
        for group, labels in groups.items():
            choices = [(str(label.pk), label.name) for label in labels]
            self.fields[field_name(group)] = forms.MultipleChoiceField(choices=choices, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("input"):
            data["prompt"] = joined_prompt(data.get("prompt", ""), data["input"].replace("\r\n", "\n"))
        if data.get("by_label"):
            data["completion"] = ", ".join(self._chosen_names())
        data["context"] = self._turns() if data.get("turns") else None
        for group in self.groups:
            if not group.many and len(data.get(field_name(group), ())) > 1:
                self.add_error(field_name(group), _("Choose only one label: %(group)s.") % {"group": group.name})
        return data

    def _chosen_names(self) -> list[str]:
        chosen = {pk for group in self.groups for pk in self.cleaned_data.get(field_name(group), ())}
        return [label.name for labels in self.groups.values() for label in labels if str(label.pk) in chosen]

    def _turns(self) -> Turns | None:
        sent = posted(*(cast(QueryDict, self.data).getlist(name) for name in ("role", "content")))
        if sent is None or len(as_text(sent)) > LONGEST:
            self.add_error(None, _("The turns of the conversation did not arrive whole. Try again."))
            return None
        step = self.cleaned_data.get("turn")
        return turns.changed(sent, step) if step else sent

    def clean_seconds(self) -> int:
        """A page that was left open for days tells nothing more, and its text is saved all the same."""
        return min(self.cleaned_data["seconds"] or 0, DAY)

    def clean_prompt(self) -> str:
        return self.cleaned_data["prompt"].replace("\r\n", "\n")

    def clean_completion(self) -> str:
        return self.cleaned_data["completion"].replace("\r\n", "\n")

    @property
    def labels(self) -> tuple[int, ...]:
        chosen = (self.cleaned_data[field_name(group)] for group in self.groups)
        return tuple(int(pk) for pks in chosen for pk in pks)

    @property
    def edit(self) -> Edit:
        data = self.cleaned_data
        return Edit(
            prompt=data["prompt"], completion=data["completion"], labels=self.labels, note=data["note"],
            context=data["context"],
            session=str(data["session"]), sequence=data["sequence"], seen=data["seen"], seconds=data["seconds"],
        )  # fmt: skip

    def edit_keeping(self, theirs: Writing | None) -> Edit:
        """The text after the person chose which side of a conflict to keep, if there was one."""
        mine = self.edit
        which = self.cleaned_data["keep"]
        if theirs is None or which in ("", "mine"):
            return mine
        labels = tuple(theirs.labels.values_list("pk", flat=True)) if which == "theirs" else mine.labels
        texts = {name: merged(getattr(mine, name), getattr(theirs, name), which) for name in ("prompt", "completion")}
        return Edit(
            **texts, labels=labels, note=mine.note or theirs.note,
            context=theirs.context if which == "theirs" else mine.context,
            session=mine.session, sequence=mine.sequence, seen=mine.seen, seconds=mine.seconds,
        )  # fmt: skip


def merged(mine: str, theirs: str, which: str) -> str:
    if which == "both" and mine != theirs:
        return f"{mine}\n\n{theirs}"
    return theirs


def field_name(group: LabelGroup) -> str:
    return f"labels-{group.pk}"


class ChoiceForm(forms.Form):
    """A decision; a rejection and a flag say why."""

    decision = forms.ChoiceField(choices=Decision.choices)
    reason = forms.CharField(required=False)
    reason_note = forms.CharField(required=False, max_length=2000)
    ahead = forms.IntegerField(required=False)  # the example that was fetched in advance and is on screen already

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        reasons = REASONS.get(data.get("decision", ""))
        if reasons and data.get("reason") not in reasons.values:
            self.add_error("reason", _("Choose a reason."))
        return data

    @property
    def choice(self) -> Choice:
        data = self.cleaned_data
        return Choice(Decision(data["decision"]), data["reason"], data["reason_note"])
