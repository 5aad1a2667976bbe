"""What a reviewer sends: the final text with its labels, or why it goes back or away."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from curation.examples.findings import sentence
from curation.examples.models import Example, Version
from curation.examples.states import RejectReason
from curation.pipeline.checks import registry
from curation.pipeline.types import Pair
from curation.projects.models import Label, LabelGroup, Project, labels_of
from curation.review.comparing import Card
from curation.review.queue import Tab

Groups = list[tuple[LabelGroup, list[Label]]]
FINAL, SEND_BACK, REJECT = "final", "send_back", "reject"


class AddressForm(forms.Form):
    """Which part of the queue, where in it, a version to copy, a question to open: all in the query string."""

    tab = forms.ChoiceField(choices=Tab.choices, required=False)
    after = forms.IntegerField(required=False, min_value=0)
    choose = forms.IntegerField(required=False)
    ask = forms.ChoiceField(choices=[(SEND_BACK, ""), (REJECT, "")], required=False)

    def value(self, name: str) -> Any:
        self.is_valid()
        return self.cleaned_data.get(name)

    @property
    def part(self) -> Tab:
        return Tab(self.value("tab") or Tab.ALL)


class Prose(forms.CharField):
    """Text of several lines, ended as everywhere else: browsers send CR LF."""

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: str | None) -> str:
        return str(super().to_python((value or "").replace("\r\n", "\n")))


class SettleForm(forms.Form):
    """Only what `action` needs is required."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    action = forms.ChoiceField(choices=[(FINAL, ""), (SEND_BACK, ""), (REJECT, "")], required=False)
    prompt = Prose(label=_("Prompt"), rows=2)
    completion = Prose(label=_("Completion"), rows=4)
    comment = Prose(label=_("What should be changed?"), rows=3)
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=RejectReason,
        required=False,
        widget=forms.RadioSelect,
        initial=RejectReason.NOT_USEFUL,
    )
    note = Prose(label=_("Note"), rows=2)

    def __init__(self, *args: Any, example: Example, cards: list[Card], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.example, self.cards = example, cards
        self.groups = groups_of(example.project)
        for name, key in (("prompt", "p"), ("completion", "e")):
            self.fields[name].widget.attrs |= {"lang": example.project.language, "spellcheck": "true", "data-key": key}
        self.fields["comment"].widget.attrs["required"] = True
        receivers = [(str(card.version.pk), _("Version %s") % card.letter) for card in cards]
        self.fields["to"] = forms.ChoiceField(
            label=_("Send back to the author of"), choices=receivers, required=False, widget=forms.RadioSelect,
            initial=receivers[0][0] if receivers else "",
        )  # fmt: skip
        for group, labels in self.groups:
            self.fields[field_name(group)] = label_field(group, labels)

    def label_fields(self) -> list[forms.BoundField]:
        return [self[field_name(group)] for group, _labels in self.groups]

    @property
    def labels(self) -> list[Label]:
        """The labels chosen."""
        chosen = {key for group, _labels in self.groups for key in _many(self.cleaned_data.get(field_name(group)))}
        return [label for _group, labels in self.groups for label in labels if str(label.pk) in chosen]

    @property
    def receiver(self) -> Version | None:
        """Whose version goes back to its author."""
        to = self.cleaned_data.get("to") or self.fields["to"].initial
        return next((card.version for card in self.cards if str(card.version.pk) == to), None)

    def clean_action(self) -> str:
        return self.cleaned_data["action"] or FINAL

    def focus_on_first_error(self) -> None:
        """Say which field takes the focus when the form is shown again."""
        first = next((name for name in self.fields if name in self.errors), None)
        if first:
            self.fields[first].widget.attrs["data-focus"] = True

    def clean(self) -> None:
        sent = self.cleaned_data
        if sent.get("action") == FINAL:
            self._check_final(Pair(sent.get("prompt", ""), sent.get("completion", "")))
        elif sent.get("action") == SEND_BACK and not sent.get("comment"):
            self.add_error("comment", _("Say what should be changed."))
        elif sent.get("action") == REJECT and not sent.get("reason"):
            self.add_error("reason", _("Choose a reason."))

    def _check_final(self, pair: Pair) -> None:
        source = self.example.passage.text if self.example.passage else ""
        for finding in registry.run(pair, source=source, limit=self.example.project.completion_limit):
            if finding.blocks:
                self.add_error("prompt" if finding.check == "empty_prompt" else "completion", sentence(finding))
        for group, _labels in self.groups:
            if group.required and not self.cleaned_data.get(field_name(group)):
                self.add_error(field_name(group), _("Choose a label."))


def groups_of(project: Project) -> Groups:
    return [(group, list(labels)) for group, labels in groupby(labels_of(project), key=lambda label: label.group)]


def field_name(group: LabelGroup) -> str:
    return f"labels_{group.pk}"


def label_field(group: LabelGroup, labels: list[Label]) -> forms.Field:
    choices: list[tuple[str, Any]] = [(str(label.pk), label.name) for label in labels]
    if group.many:
        return forms.MultipleChoiceField(
            label=group.name, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
        )
    if not group.required:
        choices.append(("", _("None")))
    return forms.ChoiceField(label=group.name, choices=choices, required=False, widget=forms.RadioSelect)


def initial_from(text: Example | Version, labels: Iterable[Label], groups: Groups) -> dict[str, Any]:
    """The editor's contents when it opens on a text."""
    chosen = {label.pk for label in labels}
    initial: dict[str, Any] = {"prompt": text.prompt, "completion": text.completion}
    for group, of_group in groups:
        keys = [str(label.pk) for label in of_group if label.pk in chosen]
        initial[field_name(group)] = keys if group.many else "".join(keys[:1])
    return initial


def _many(value: str | list[str] | None) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []
