import pytest

from curation.pipeline.chunking import cut
from curation.pipeline.drafting import mail_thread
from curation.pipeline.types import Method, Page

HEADERS = "From: Support <support@clinic.example>\nTo: Luis <luis@example.org>\nSubject: Re: Invoice 2231"
ANSWER = "Invoice 2231 was charged twice. We have refunded 45 euros to the same card."
QUESTION = "My card shows two charges for invoice 2231. Could you return one of them?"
CABECERA = "De: Atención <atencion@clinica.example>\nPara: Luis <luis@example.org>\nAsunto: Factura 2231"
RESPUESTA = "La factura 2231 se cobró dos veces. Hemos devuelto 45 euros a la misma tarjeta."
PREGUNTA = "Mi tarjeta muestra dos cargos de la factura 2231. ¿Pueden devolver uno?"


def made(text):
    (passage,) = cut([Page(1, text, Method.TEXT)], limit=5000)
    drafts = list(mail_thread.draft(passage, "conversation", "en"))
    assert all(passage.text[one.start : one.end] == one.completion for one in drafts)
    return [(one.context, one.prompt, one.completion) for one in drafts]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADERS}\n\nDear Luis,\n\n{ANSWER}\n\nKind regards,\nCarmen Soto\nSupport Desk\n\n"
        f"On Mon, 3 Mar 2025 at 18:02, Luis wrote:\n> Hello,\n>\n> {QUESTION}\n>\n> Best,\n> Luis\n\n"
        "This message is confidential and intended only for the addressee.",
        f"{HEADERS}\n\nHi Luis,\n\n{ANSWER}\n\nThanks,\nCarmen\n\n-----Original Message-----\n"
        f"From: Luis <luis@example.org>\nSent: Monday\nSubject: Invoice\n\n"
        f"Good morning,\n\n{QUESTION}\n\nRegards,\nLuis",
        f"{HEADERS}\n\n{ANSWER}\n\nSent from my phone\n\nOn 3 March, Luis wrote:\n> {QUESTION}",
    ],
)
def test_an_answered_mail_becomes_a_question_and_its_answer(text):
    assert made(text) == [((), QUESTION, ANSWER)]


def test_a_spanish_mail():
    text = (
        f"{CABECERA}\n\nEstimado Luis:\n\n{RESPUESTA}\n\nUn cordial saludo,\nCarmen Soto\n\n"
        f"El lun, 3 mar 2025 a las 18:02, Luis escribió:\n> Hola:\n>\n> {PREGUNTA}\n>\n> Gracias,\n> Luis\n\n"
        "Este mensaje se dirige exclusivamente a su destinatario."
    )
    assert made(text) == [((), PREGUNTA, RESPUESTA)]


def test_older_mails_of_the_thread_are_its_history():
    text = (
        f"{HEADERS}\n\n{ANSWER}\n\nOn 3 March, Luis wrote:\n> {QUESTION}\n>\n> On 2 March, Support wrote:\n"
        ">> Which invoice do you mean, please?\n>>\n>> On 1 March, Luis wrote:\n>>> I was charged too much."
    )
    history = (("user", "I was charged too much."), ("assistant", "Which invoice do you mean, please?"))
    assert made(text) == [(history, QUESTION, ANSWER)]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADERS}\n\nDear Luis,\n\n{ANSWER}\n\nKind regards,\nCarmen",
        f"{HEADERS}\n\nThanks!\n\nOn 3 March, Luis wrote:\n> {QUESTION}",
        f"{HEADERS}\n\n{ANSWER}\n\nOn 3 March, Luis wrote:\n> See attachment.",
        f"{ANSWER}\n\nOn 3 March, Luis wrote:\n> {QUESTION}",
    ],
)
def test_a_mail_without_question_or_answer_makes_no_pair(text):
    assert made(text) == []
