"""Who is in a project, and with which roles."""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from curation.accounts.models import User
from curation.projects.models import Membership, Project
from curation.projects.roles import Role


class MembersForm(forms.Form):
    """The roles of every member at once. Make and save it in one transaction that holds the project's row."""

    def __init__(self, *args: Any, project: Project, members: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = project
        self.members = members
        self.before: dict[int, set[str]] = {member.pk: set() for member in members}
        for user_id, role in project.memberships.values_list("user_id", "role"):
            self.before.setdefault(user_id, set()).add(role)
        for member in members:
            self.fields[f"roles-{member.pk}"] = forms.MultipleChoiceField(
                label=str(member),
                choices=Role.choices,
                initial=sorted(self.before[member.pk]),
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    @property
    def rows(self) -> list[tuple[User, forms.BoundField]]:
        return [(member, self[f"roles-{member.pk}"]) for member in self.members]

    def clean(self) -> None:
        if not any(Role.MANAGER in roles for roles in self.cleaned_data.values()):
            raise forms.ValidationError(_("Give someone else the Manager role first."))

    def save(self) -> None:
        for member in self.members:
            before, after = self.before[member.pk], set(self.cleaned_data[f"roles-{member.pk}"])
            self.project.memberships.filter(user=member, role__in=before - after).delete()
            Membership.objects.bulk_create(
                Membership(project=self.project, user=member, role=role) for role in sorted(after - before)
            )
        self.project.free_unreachable()


class AddMemberForm(forms.Form):
    who = forms.CharField(
        label=_("E-mail or user name"), max_length=254, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=Role.choices, initial=[Role.ANNOTATOR], widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = project

    def clean_who(self) -> User:
        who = self.cleaned_data["who"].strip()
        found = User.objects.filter(Q(username=who) | Q(email__iexact=who), is_active=True)[:2]
        if len(found) != 1:
            raise forms.ValidationError(
                _("Nobody here is called “%(who)s”. Check the spelling, or ask your administrator to add them first."),
                params={"who": who},
            )
        if self.project.memberships.filter(user=found[0]).exists():
            raise forms.ValidationError(_("%(who)s is already in this project."), params={"who": found[0]})
        return found[0]

    def save(self) -> User:
        user: User = self.cleaned_data["who"]
        with transaction.atomic():
            for role in self.cleaned_data["roles"]:
                Membership.objects.get_or_create(project=self.project, user=user, role=role)
        return user
