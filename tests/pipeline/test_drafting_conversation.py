import pytest

from curation.pipeline.chunking import cut
from curation.pipeline.drafting import conversation
from curation.pipeline.types import Method, Page


def made(text):
    found = cut([Page(1, text, Method.TEXT)], limit=5000)
    drafts = [(passage, one) for passage in found for one in conversation.draft(passage, "conversation", "en")]
    assert all(passage.text[one.start : one.end] == one.completion for passage, one in drafts)
    return [(one.context, one.prompt, one.completion) for _, one in drafts]


ASKED, ANSWERED = "My parcel has not arrived yet.", "It will be delivered tomorrow before noon."
AGAIN, AT_LAST = "Can I collect it at the depot?", "Yes, until 18:00, with your identity card."


@pytest.mark.parametrize(
    "text",
    [
        f"Customer: {ASKED}\nSupport: {ANSWERED}\nCustomer: {AGAIN}\nSupport: {AT_LAST}",
        f"[10:02] Maria: {ASKED}\n[10:03] Support: {ANSWERED}\n[10:04] Maria: {AGAIN}\n[10:05:30] Support: {AT_LAST}",
        f"10:02 Maria: {ASKED}\n10:03 Agent Smith: {ANSWERED}\n10:04 Maria: {AGAIN}\n10:05 Agent Smith: {AT_LAST}",
        f"12/05/2025 10:02 - Ana: {ASKED}\n12/05/2025 10:03 - Soporte: {ANSWERED}\n12/05/2025 10:05 - Ana: {AGAIN}\n"
        f"12/05/2025 10:06 - Soporte: {AT_LAST}",
        f"Cliente: {ASKED}\n\nAgente: {ANSWERED}\n\nCliente: {AGAIN}\n\nAgente: {AT_LAST}",
        f"Maria (10:02): {ASKED}\nTechnician (10:03): {ANSWERED}\nMaria (10:04): {AGAIN}\n"
        f"Technician (10:09): {AT_LAST}",
        f"Maria: {ASKED}\nJohn: {ANSWERED}\nMaria: {AGAIN}\nJohn: {AT_LAST}",
    ],
)
def test_each_answer_comes_with_what_was_said_before(text):
    assert made(text) == [
        ((), ASKED, ANSWERED),
        ((("user", ASKED), ("assistant", ANSWERED)), AGAIN, AT_LAST),
    ]


def test_a_greeting_by_the_expert_opens_no_history():
    (draft,) = made(f"Agent: Good morning, how can I help?\nClient: {ASKED}\nAgent: {ANSWERED}")
    assert draft == ((), ASKED, ANSWERED)


def test_what_a_side_says_in_two_messages_is_one_turn():
    text = f"Client: Good morning.\nClient: {ASKED}\nAgent: {ANSWERED}"
    assert made(text) == [((), f"Good morning.\n{ASKED}", ANSWERED)]


@pytest.mark.parametrize(
    "text",
    [
        f"Client: {ASKED}",
        f"Client: {ASKED}\nAgent: You are welcome.",
        f"Agent: {ANSWERED}\nClient: Thank you very much for that.",
        "Borrower: Elena Prado of the third floor\nDepartment: Radiology\nEquipment: Portable ultrasound",
        f"Q: {ASKED}\nA: {ANSWERED}\nQ: {AGAIN}\nA: {AT_LAST}",
        f"From: Maria\nTo: Support\nSubject: {ASKED}",
        ASKED + " " + ANSWERED,
    ],
)
def test_what_is_no_talk_with_an_answer_makes_no_pair(text):
    assert made(text) == []
