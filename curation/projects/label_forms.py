"""A group of labels on one form: its name and rules, its labels, and a row for a new one."""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from curation.projects.labels import USED, last_position
from curation.projects.models import Label, LabelGroup, Project


class GroupForm(forms.ModelForm):
    class Meta:
        model = LabelGroup
        fields = ["name", "many", "required"]
        labels = {"name": _("Group"), "required": _("An example needs one")}

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        same = LabelGroup.objects.filter(project=self.instance.project, name=name).exclude(pk=self.instance.pk)
        if same.exists():
            raise forms.ValidationError(_("There is a group of this name already."))
        return name


class LabelForm(forms.ModelForm):
    class Meta:
        model = Label
        fields = ["name", "export_as"]


LabelFormSet = forms.inlineformset_factory(LabelGroup, Label, form=LabelForm, extra=1, can_delete=False)


@dataclass(frozen=True, slots=True)
class LabelRow:
    form: LabelForm
    number: int  # of the label in its project, from 1
    is_last: bool

    @property
    def key(self) -> str:
        return str(self.number) if self.form.instance.pk and self.number <= 9 else ""

    @property
    def is_used(self) -> bool:
        return getattr(self.form.instance, "used", False)


class GroupEditor:
    """The two forms of one group, made, checked and saved together."""

    first_key = 1

    def __init__(self, group: LabelGroup, data: QueryDict | None = None) -> None:
        self.group = group
        prefix = f"group-{group.pk}"
        self.form = GroupForm(data, instance=group, prefix=prefix)
        labels = Label.objects.annotate(used=USED)
        self.labels = LabelFormSet(data, instance=group, prefix=f"{prefix}-labels", queryset=labels)

    @property
    def rows(self) -> list[LabelRow]:
        """The labels there are, then an empty row for a new one."""
        last = self.labels.initial_form_count() - 1
        return [LabelRow(form, self.first_key + at, is_last=at == last) for at, form in enumerate(self.labels)]

    @property
    def is_used(self) -> bool:
        return any(row.is_used for row in self.rows)

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.labels.is_valid()])

    def save(self) -> None:
        self.form.save()
        for label in self.labels.save(commit=False):
            if label.pk is None:
                label.position = last_position(self.group.labels.all())
            label.save()
        if self.group.project.queue_by_label:
            self.group.project.order_anew()


class NewGroupForm(GroupForm):
    def __init__(self, data: QueryDict | None = None, *, project: Project) -> None:
        super().__init__(data, instance=LabelGroup(project=project), prefix="new")

    def save(self, commit: bool = True) -> LabelGroup:
        self.instance.position = last_position(self.instance.project.label_groups.all())
        return super().save(commit)


class ButtonForm(forms.Form):
    """Which of a group's buttons was pressed: save, or something to do after saving, to the group or to a label."""

    do = forms.ChoiceField(choices=[(name, name) for name in ("save", "up", "down", "remove")])
    label = forms.IntegerField(required=False)

    def __init__(self, data: QueryDict) -> None:
        do, _colon, label = data.get("do", "save").partition(":")
        super().__init__({"do": do, "label": label})
