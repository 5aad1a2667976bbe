"""A search that somebody kept by name, for themselves or for everybody in the project."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from curation.accounts.models import User
from curation.projects.models import Project
from curation.projects.roles import Role


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def offered(self, project: Project, user: User) -> "SavedSearchQuerySet":
        """The person's own and the shared ones."""
        theirs = self.filter(Q(owner=user) | Q(is_shared=True), project=project)
        return theirs.select_related("owner").order_by(Lower("name"), "pk")


class SavedSearch(models.Model):
    most_own, most_shared = 20, 20  # in one project: all of them stand above the list

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="saved_searches")
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(_("Name"), max_length=40)
    q = models.CharField(max_length=400)
    is_shared = models.BooleanField(_("Share with everybody in the project"), default=False)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("owner", "project", Lower("name"), name="saved_search_named_once")]

    def __str__(self) -> str:
        return self.name

    def may_be_changed(self, user: User, roles: frozenset[Role]) -> bool:
        """By its owner; once shared, by managers too."""
        return self.owner_id == user.pk or (self.is_shared and Role.MANAGER in roles)
