"""The demonstration: two projects with documents of every kind, and a person for each role."""

import secrets
from dataclasses import dataclass

from django.db import transaction

from curation.accounts.models import User
from curation.intake.samples import Sample, samples
from curation.intake.storing import receive
from curation.projects.models import Guideline, Label, LabelGroup, Membership, Project
from curation.projects.roles import Role
from curation.projects.starting import start_project

ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a demonstration project begins with; `groups` is name, more than one?, labels."""

    name: str
    language: str
    groups: tuple[tuple[str, bool, tuple[str, ...]], ...]
    guideline: str


PLANS = (
    Plan(
        name="Cardiology letters",
        language="en",
        groups=(
            ("Answer type", False, ("Fact", "Definition", "Instruction", "Figure")),
            ("Topic", True, ("Medicines", "Appointments", "Symptoms", "Organisation")),
        ),
        guideline="""\
# What a good example looks like

- The question can be understood **without** seeing the document.
- The answer says only what the document says, in one to three sentences.
- Doses keep their unit and how often they are taken: *bisoprolol 2.5 mg once daily*.

# What to reject

- Text that could not be read, addresses, page furniture.
- Questions whose answer would harm somebody if it were taken as advice for everyone.

Flag an example when the document contradicts itself.
""",
    ),
    Plan(
        name="Consultas de alquiler",
        language="es",
        groups=(
            ("Tipo de respuesta", False, ("Dato", "Definición", "Instrucción", "Cifra")),
            ("Tema", True, ("Fianza", "Reparaciones", "Plazos", "Atención al público")),
        ),
        guideline="""\
# Cómo es un buen ejemplo

- La pregunta se entiende **sin** ver el documento.
- La respuesta dice solo lo que dice el documento, en una a tres frases.
- Los plazos llevan siempre desde cuándo se cuentan: *un mes desde la entrega de las llaves*.

# Qué hay que rechazar

- Texto que no se pudo leer, direcciones, cabeceras y pies de página.
- Respuestas que dependen de una ley que el documento no cita.

Si el documento se contradice, derívelo a un revisor.
""",
    ),
)


@dataclass(frozen=True, slots=True)
class Person:
    username: str
    role: str
    password: str


def load() -> list[Person]:
    """Everything or nothing; the passwords are nowhere but in what this returns."""
    documents = {plan.language: samples(plan.language) for plan in PLANS}
    people = [Person(role.value, str(role.label), secrets.token_urlsafe(9)) for role in Role]
    with transaction.atomic():
        users = {
            Role(person.username): User.objects.create_user(
                person.username, f"{person.username}@example.org", person.password
            )
            for person in people
        }
        for plan in PLANS:
            begin(plan, users, documents[plan.language])
        administrator = Person(ADMINISTRATOR, "Administrator", secrets.token_urlsafe(9))
        User.objects.create_superuser(ADMINISTRATOR, f"{ADMINISTRATOR}@example.org", administrator.password)
    return [*people, administrator]


def begin(plan: Plan, users: dict[Role, User], documents: list[Sample]) -> Project:
    project = start_project(plan.name, language=plan.language, by=None)
    Membership.objects.bulk_create(Membership(project=project, user=user, role=role) for role, user in users.items())
    for at, (name, many, labels) in enumerate(plan.groups):
        group = LabelGroup.objects.create(project=project, name=name, many=many, position=at)
        Label.objects.bulk_create(Label(group=group, name=label, position=n) for n, label in enumerate(labels))
    Guideline.objects.create(project=project, number=1, text=plan.guideline, author=users[Role.MANAGER])
    for document in documents:
        receive(project, document.name, [document.content], by=users[Role.UPLOADER])
    return project
