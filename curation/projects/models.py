"""A project: its task, its labels, its guideline and the people in it."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from curation.accounts.models import User
from curation.compiled import CompiledRows, Parameter
from curation.pipeline import tokens
from curation.pipeline.drafting import registry
from curation.pipeline.drafting.plan import Plan
from curation.projects.markdown import as_html
from curation.projects.roles import INCLUDES, Role, added_up


class Kind(models.TextChoices):
    """The task that examples are written for. The values are the pipeline's task kinds."""

    QUESTION_ANSWER = "question_answer", _("Question and answer")
    INSTRUCTION = "instruction", _("Instruction")
    SUMMARY = "summary", _("Summary")
    CLASSIFICATION = "classification", _("Classification")
    CONVERSATION = "conversation", _("Conversation")
    GENERATION = "generation", _("Generation")


class SignOff(models.TextChoices):
    """Which submitted examples a reviewer must make final."""

    ALL = "all", _("Every example")
    SHARE = "share", _("A share of them")
    NONE = "none", _("None")


class Unit(models.TextChoices):
    """What the length of a passage is measured in."""

    CHARACTERS = "characters", _("Characters")
    TOKENS = "tokens", _("Tokens")


class Tokenizer(models.TextChoices):
    """Whose tokens are counted. The values are the pipeline's tokenizers."""

    O200K = "o200k_base", _("GPT-4o and newer (o200k_base)")
    CL100K = "cl100k_base", _("GPT-3.5 and GPT-4 (cl100k_base)")
    ESTIMATE = tokens.ESTIMATE, _("Another model: an estimate from the length")


class QueueOrder(models.TextChoices):
    """Which example an annotator gets next."""

    OLDEST = "oldest", _("Oldest first")
    LEAST_CERTAIN = "certain", _("Least certain drafts first")
    SPREAD = "spread", _("Spread over documents and drafters")
    HARD_TO_READ = "reading", _("Hardest to read first")


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user: User) -> "ProjectQuerySet":
        return self.filter(memberships__user=user).distinct()


PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


class Project(models.Model):
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    kind = models.CharField(_("task"), max_length=20, choices=Kind, default=Kind.QUESTION_ANSWER)
    language = models.CharField(_("language of the documents"), max_length=8, choices=settings.LANGUAGES, default="en")
    sign_off = models.CharField(_("sign-off by a reviewer"), max_length=8, choices=SignOff, default=SignOff.ALL)
    sign_off_share = models.PositiveSmallIntegerField(
        _("share to sign off, in percent"), default=20, validators=PERCENT
    )
    versions_needed = models.PositiveSmallIntegerField(
        _("people per example"), default=1, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    queue_order = models.CharField(_("order of the queue"), max_length=8, choices=QueueOrder, default=QueueOrder.OLDEST)
    queue_ordered_by = models.CharField(max_length=8, default=QueueOrder.OLDEST)  # what the stored order was made for
    queue_ordering_since = models.DateTimeField(null=True)  # while a run makes it anew
    lease_minutes = models.PositiveSmallIntegerField(
        _("minutes an example stays reserved"), default=15, validators=[MinValueValidator(2), MaxValueValidator(480)]
    )
    queue_by_label = models.BooleanField(_("keep the examples of a label for its people"), default=False)
    practice_examples = models.PositiveSmallIntegerField(
        _("practice examples for somebody new"), default=10, validators=[MaxValueValidator(100)]
    )
    has_practice = models.BooleanField(default=False)  # an example is chosen: who needs none is not asked about
    read_first = models.BooleanField(_("ask again when a draft is accepted within two seconds"), default=True)
    passage_characters = models.PositiveIntegerField(
        _("longest passage, in characters"), default=1600, validators=[MinValueValidator(200), MaxValueValidator(20000)]
    )
    passage_unit = models.CharField(_("passages are measured in"), max_length=10, choices=Unit, default=Unit.CHARACTERS)
    passage_tokens = models.PositiveIntegerField(
        _("longest passage, in tokens"), default=400, validators=[MinValueValidator(50), MaxValueValidator(5000)]
    )
    completion_tokens = models.PositiveIntegerField(_("longest completion, in tokens"), default=512)
    tokenizer = models.CharField(_("tokens are counted for"), max_length=16, choices=Tokenizer, default=tokens.DEFAULT)
    drafters_off = models.JSONField(default=list, blank=True)  # families, so that a drafter that is added later serves
    drafts_per_passage = models.PositiveSmallIntegerField(
        _("most drafts from one passage"),
        default=registry.LIMIT,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    model_drafting = models.BooleanField(_("Draft with the language model"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ProjectQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def roles_of(self, user: User) -> frozenset[Role]:
        return added_up(list(self.memberships.filter(user=user).values_list("role", flat=True)))

    def annotators(self) -> models.QuerySet[User]:
        """Who can be given examples here."""
        able = [role for role, roles in INCLUDES.items() if Role.ANNOTATOR in roles]
        return User.objects.filter(is_active=True, memberships__project=self, memberships__role__in=able).distinct()

    def order_anew(self) -> None:
        """Have the queue put in order again, as what decides on it has changed."""
        Project.objects.filter(pk=self.pk).update(queue_ordered_by="")

    def free_unreachable(self) -> None:
        """Give to everybody what is kept for people who can no longer annotate here."""
        able = self.annotators()
        self.examples.exclude(assignee=None).exclude(assignee__in=able).update(assignee=None)
        left = Label.people.through.objects.filter(label__group__project=self).exclude(user__in=able)
        if left.delete()[0]:
            self.order_anew()

    def guideline(self) -> "Guideline | None":
        return NEWEST_GUIDELINE.first(self)

    @property
    def practises(self) -> bool:
        """Whether somebody new meets examples with a known answer first."""
        return self.has_practice and self.practice_examples > 0

    @property
    def plan(self) -> Plan:
        """How documents are cut and drafted from, as it is set."""
        by_tokens = self.passage_unit == Unit.TOKENS
        return Plan(
            kind=self.kind,
            passage_limit=self.passage_tokens if by_tokens else self.passage_characters,
            passage_tokenizer=self.tokenizer if by_tokens else "",
            without=frozenset(self.drafters_off),
            per_passage=self.drafts_per_passage,
        )

    @property
    def completion_limit(self) -> tokens.Limit:
        return tokens.Limit(self.completion_tokens, self.tokenizer)

    @property
    def model_available(self) -> bool:
        """Whether the administrator has named an endpoint, so that the project may switch it on."""
        return bool(settings.MODEL_BASE_URL and settings.MODEL_NAME)

    @property
    def drafts_with_model(self) -> bool:
        return self.model_drafting and self.model_available

    def needs_sign_off(self, example_id: int) -> bool:
        """Whether this example waits for a reviewer. A share is drawn by number, so asking twice agrees."""
        share = {SignOff.ALL: 100, SignOff.NONE: 0}.get(SignOff(self.sign_off), self.sign_off_share)
        return (example_id * 2654435761) % 2**32 % 100 < share  # Knuth's multiplicative hash spreads neighbours


class Membership(models.Model):
    """One role of one person in one project."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "user", "role"], name="one_row_per_role")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class LabelGroup(models.Model):
    """Labels that answer one question, of which a person chooses one or many."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="label_groups")
    name = models.CharField(_("name"), max_length=80)
    many = models.BooleanField(_("more than one can be chosen"), default=False)
    required = models.BooleanField(_("required"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="label_group_once_in_project")]

    def __str__(self) -> str:
        return self.name


class Label(models.Model):
    group = models.ForeignKey(LabelGroup, on_delete=models.CASCADE, related_name="labels")
    name = models.CharField(_("name"), max_length=80)
    export_as = models.CharField(_("written to datasets as"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    people = models.ManyToManyField(User, blank=True, related_name="labels")  # who gets what suggests it

    class Meta:
        ordering = ["group__position", "group_id", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["group", "name"], name="label_once_in_group")]

    def __str__(self) -> str:
        return self.name


class ColumnMapping(models.Model):
    """Which column of a sheet held what, for the next sheet that begins with the same row."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="column_mappings")
    signature = models.CharField(max_length=64)  # SHA-256 of the first row; of the number of columns without a header
    columns = models.JSONField()  # the fields of the pipeline's `Columns`

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "signature"], name="columns_mapped_once")]

    def __str__(self) -> str:
        return f"{self.project}, {self.signature[:8]}"


class Guideline(models.Model):
    """One edition of what experts are asked to do; the highest number is in force."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="guidelines")
    number = models.PositiveIntegerField(_("version"))
    text = models.TextField(_("text"), blank=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="guideline_numbered_once")]

    def __str__(self) -> str:
        return f"{self.project}, {self.number}"

    def html(self) -> SafeString:
        return as_html(self.text)


def labels_of(project: Project | Parameter) -> models.QuerySet[Label, Any]:
    return Label.objects.filter(group__project=project).select_related("group")


def _newest_guideline(project: Parameter) -> models.QuerySet[Guideline]:
    return Guideline.objects.filter(project=project).order_by("-number")[:1]


LABELS_OF = CompiledRows(labels_of, "project")
NEWEST_GUIDELINE = CompiledRows(_newest_guideline, "project")
