"""A named set of examples, put together by hand, that dataset versions can be made of."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from curation.examples.models.example import Example
from curation.projects.models import Project


class CollectionQuerySet(models.QuerySet["Collection"]):
    def filled(self) -> "CollectionQuerySet":
        return self.filter(Exists(COLLECTED.filter(collection=OuterRef("pk"))))

    def called(self, name: str) -> "CollectionQuerySet":
        """The one of this name, or else those in whose name it stands."""
        return self.filter(name__iexact=name) or self.filter(name__icontains=name)

    def named(self, project: Project, name: str) -> "Collection":
        return self.get_or_create(project=project, name__iexact=name, defaults={"name": name})[0]


class Collection(models.Model):
    most = 100  # in a project: all are offered together

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="collections")
    name = models.CharField(_("name"), max_length=60)
    examples: Any = models.ManyToManyField(Example, related_name="collections")

    objects = CollectionQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name")]
        constraints = [models.UniqueConstraint("project", Lower("name"), name="collection_named_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def search(self) -> str:
        """What finds its examples in the list."""
        return f'collection:"{self.name}"'

    def holds(self, example: Example) -> bool:
        return COLLECTED.filter(collection=self, example=example).exists()


COLLECTED = Collection.examples.through.objects
