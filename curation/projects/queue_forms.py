"""Who gets which example when."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from curation.projects.models import Label, Project, labels_of


class QueueForm(forms.ModelForm):
    """The order of the queue and, label by label, the people who get what suggests it."""

    class Meta:
        model = Project
        fields = ["queue_order", "lease_minutes", "read_first", "practice_examples", "queue_by_label"]
        widgets = {"queue_order": forms.RadioSelect}
        help_texts = {
            "queue_order": _("A new order is in force within seconds, in a very large project within minutes."),
            "lease_minutes": _("Counted from the last sign of the person. After that somebody else may get it."),
            "read_first": _("Drafts that nobody has touched only. Typing, or waiting, is never questioned."),
            "practice_examples": _(
                "Annotators who have settled nothing yet meet so many finals with a known answer first, and see it "
                "after each. Choose them in Examples; 0 is none."
            ),
            "queue_by_label": _(
                "An example whose draft suggests a label goes to the people chosen below. A label without people is "
                "everybody's. It is in force within seconds, in a very large project within minutes."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.labels = list(labels_of(self.instance).prefetch_related("people"))
        if not self.labels:
            del self.fields["queue_by_label"]
        people = [(user.pk, str(user)) for user in self.instance.annotators()] if self.labels else []
        for label in self.labels:
            self.fields[_name(label)] = forms.TypedMultipleChoiceField(
                label=f"{label.group}: {label}",
                choices=people,
                coerce=int,
                initial=[user.pk for user in label.people.all()],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    @property
    def rules(self) -> list[forms.BoundField]:
        return [self[name] for name in self.Meta.fields if name in self.fields]

    @property
    def people(self) -> list[forms.BoundField]:
        return [self[_name(label)] for label in self.labels]

    def save(self, commit: bool = True) -> Project:
        with transaction.atomic():
            project: Project = super().save(commit)
            for label in self.labels:
                label.people.set(self.cleaned_data[_name(label)])
            if any(name not in ("lease_minutes", "read_first", "practice_examples") for name in self.changed_data):
                project.order_anew()
        return project


def _name(label: Label) -> str:
    return f"people-{label.pk}"
