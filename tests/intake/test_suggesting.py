"""Drafting with a language model as a job: what is kept, what it costs, and every way in which it stops."""

import logging
import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from curation.examples.models import Example, ModelCall, ModelJob
from curation.examples.models.model_job import JobState, PassageState
from curation.intake import suggesting, suggesting_jobs, tasks
from curation.intake.suggesting_jobs import NotNow
from tests.conftest import database_url
from tests.factories import make_example, make_user
from tests.intake.suggesting import answer, make_passages, modelled, start, use, work_off
from tests.model_server import KEY, drafts, refuses, says, serving
from tests.services import ROOT, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def server(settings, monkeypatch):
    monkeypatch.setattr(suggesting_jobs, "ring", lambda *told: None)
    with serving() as running:
        use(settings, running)
        yield running


def states(job):
    return list(job.passages.order_by("id").values_list("state", flat=True))


def test_every_passage_is_drafted_from_with_its_evidence(server):
    project, passages = make_passages(5)
    job = work_off(start(project))
    assert (job.state, job.counts["drafts"], set(states(job))) == (JobState.DONE, 5, {PassageState.DONE})
    first = modelled(project).first()
    assert (first.prompt, first.passage) == ("What dose of bisoprolol was started in case 1?", passages[0])
    assert first.evidence == [{"page": 1, "start": 0, "end": len("Bisoprolol 1.5 mg was")}]
    assert (first.findings, first.score) == ([], 0.8)
    assert job.tokens == 5 * 150
    with pytest.raises(NotNow, match="all passages already"):
        start(project)


def test_an_invented_number_is_dropped_and_a_doubt_is_kept_with_the_draft(server):
    project, _ = make_passages(1)
    quote = "The next visit is in six weeks"
    server.script = [
        drafts(
            ("When is the next visit?", "In 8 weeks."),
            ("When is the next visit, and with whom?", "In six weeks, with Dr Ortega."),
            quotes=[quote],
        )
    ]
    job = work_off(start(project))
    [kept] = modelled(project)
    assert (kept.completion, kept.score) == ("In six weeks, with Dr Ortega.", 0.5)
    assert [row["check"] for row in kept.findings] == ["name_not_in_source"]
    [dropped] = job.passages.get().dropped
    assert (dropped["completion"], dropped["reasons"][0]["check"]) == ("In 8 weeks.", "number_not_in_source")


def test_nothing_happens_unless_the_server_names_a_model_and_the_project_switches_it_on(server, settings):
    project, _ = make_passages(1)
    settings.MODEL_BASE_URL = ""
    with pytest.raises(NotNow, match="switched off"):
        start(project)
    settings.MODEL_BASE_URL = server.url
    project.model_drafting = False
    with pytest.raises(NotNow, match="switched off"):
        start(project)
    project.model_drafting = True
    job = start(project)
    type(project).objects.update(model_drafting=False)
    assert work_off(job).state == JobState.CANCELLED
    assert server.requests == []


def test_an_example_that_somebody_has_opened_stays_and_an_empty_draft_that_nobody_has_goes(server):
    project, passages = make_passages(2)
    fields = {"drafter": "plain-1", "prompt": "", "completion": "", "evidence": []}
    opened = make_example(passage=passages[0], leased_by=make_user(), **fields)
    empty = make_example(passage=passages[1], **fields)
    other = make_example(passage=passages[1], drafter="faq-1")
    work_off(start(project))
    left = set(Example.objects.exclude(drafter__startswith="model-").values_list("pk", flat=True))
    assert left == {opened.pk, other.pk} and empty.pk not in left
    assert modelled(project).count() == 2


def test_a_wrong_key_stops_the_job_at_once_and_says_what_the_endpoint_said(server, settings, caplog):
    caplog.set_level(logging.DEBUG)
    settings.MODEL_API_KEY = "sk-wrong-and-secret"
    project, _ = make_passages(6)
    job = work_off(start(project))
    assert (job.state, job.problem) == (
        JobState.FAILED,
        "The model’s endpoint answered 401: Incorrect API key provided: ….",
    )
    assert "sk-wrong" not in caplog.text
    assert not ModelJob.objects.filter(passages__said__contains="sk-wrong").exists()
    settings.MODEL_API_KEY = KEY
    suggesting_jobs.go_on(job, budget=100_000)
    job.refresh_from_db()
    assert work_off(job).state == JobState.DONE
    assert modelled(project).count() == 6


def test_too_many_requests_are_waited_out_as_long_as_the_endpoint_asks(server):
    project, _ = make_passages(2)
    server.script = [refuses(429, "Rate limit reached", **{"Retry-After": "0.2"}), refuses(503, "Loading")]
    job = work_off(start(project))
    assert (job.state, job.counts["drafts"], job.problem) == (JobState.DONE, 2, "")
    assert len(server.requests) == 4


def test_a_pause_that_the_endpoint_asks_for_is_kept_in_the_row(server):
    project, _ = make_passages(1)
    server.script = [refuses(429, "Slow down", **{"Retry-After": "90"})]
    job = start(project)
    turn = suggesting.TURN
    suggesting.TURN = 0.3
    try:
        suggesting.run(job.pk)
    finally:
        suggesting.TURN = turn
    job.refresh_from_db()
    assert job.state == JobState.WAITING and job.not_before > job.created_at + timedelta(seconds=80)
    assert job.problem == "The model’s endpoint answered 429: Slow down"
    assert suggesting.waiting_job() is None
    ModelJob.objects.update(not_before=Now())
    assert suggesting.waiting_job() == job.pk


def test_an_endpoint_that_keeps_failing_stops_the_job(server, monkeypatch):
    monkeypatch.setattr(suggesting, "LONGEST_WAIT", 0.0)
    server.answer = lambda body: refuses(500, "Out of memory")
    project, _ = make_passages(20)
    job = work_off(start(project))
    assert (job.state, job.problem) == (JobState.FAILED, "The model’s endpoint answered 500: Out of memory")
    assert len(server.requests) < 12
    server.answer = answer
    suggesting_jobs.go_on(job, budget=100_000)
    job.refresh_from_db()
    assert work_off(job).counts["drafts"] == 20


def test_one_passage_that_gets_no_answer_does_not_hold_up_the_others(server):
    project, _ = make_passages(4)
    bad = refuses(400, "maximum context length exceeded")
    server.answer = lambda body: bad if "Bisoprolol 2.5" in body["messages"][1]["content"] else answer(body)
    job = work_off(start(project))
    assert (job.state, states(job).count(PassageState.FAILED), job.counts["drafts"]) == (JobState.DONE, 1, 3)
    assert "maximum context length" in job.passages.get(state=PassageState.FAILED).problem


def test_an_answer_that_stays_malformed_fails_its_passage_and_is_paid_for(server):
    project, _ = make_passages(1)
    server.script = [says("no"), says("no")]
    job = work_off(start(project))
    assert states(job) == [PassageState.FAILED]
    assert "could not be used" in job.passages.get().problem
    assert job.tokens == 300


def test_a_slow_endpoint_is_given_up_after_the_time_that_is_set(server, settings, monkeypatch):
    monkeypatch.setattr(suggesting, "LONGEST_WAIT", 0.0)
    settings.MODEL_TIMEOUT = 0.2
    project, _ = make_passages(1)
    server.script = [says("late", wait=0.6)]
    job = work_off(start(project))
    assert (job.state, job.passages.get().attempts) == (JobState.DONE, 1)


def test_a_job_stops_before_it_would_go_over_its_budget_and_goes_on_with_more(server, settings):
    settings.MODEL_AT_ONCE = 1
    project, _ = make_passages(6)
    job = work_off(start(project, budget=1300))
    assert job.state == JobState.BUDGET
    made = job.counts["drafts"]
    assert 0 < made < 6 and job.tokens <= 1300
    suggesting_jobs.go_on(job, budget=50_000)
    job.refresh_from_db()
    assert (work_off(job).state, job.counts["drafts"]) == (JobState.DONE, 6)


def test_what_is_done_is_kept_when_the_job_is_cancelled_and_nothing_more_is_sent(server):
    project, _ = make_passages(8)
    job = start(project)

    def cancelling(body):
        if len(server.requests) == 3:
            ModelJob.objects.get(pk=job.pk).cancel()
        return answer(body)

    server.answer = cancelling
    suggesting.run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert 0 < modelled(project).count() == job.counts["drafts"] < 8
    assert len(server.requests) <= 5
    assert PassageState.ASKING not in states(job)


def test_no_more_is_asked_in_a_minute_than_the_endpoint_allows(server, settings, monkeypatch):
    settings.MODEL_REQUESTS_A_MINUTE = 3
    monkeypatch.setattr(suggesting, "TURN", 3.0)
    project, _ = make_passages(5)
    job = start(project)
    suggesting.run(job.pk)
    job.refresh_from_db()
    assert (len(server.requests), job.state) == (3, JobState.WAITING)
    ModelCall.objects.update(at=Now() - timedelta(minutes=2))
    suggesting.run(job.pk)
    assert len(server.requests) == 5


def test_two_jobs_do_not_ask_at_the_same_time_and_the_other_is_rung_for(server, monkeypatch):
    rung = []
    monkeypatch.setattr(tasks, "ring", lambda task, pk, **more: rung.append((task.name.rpartition(".")[2], pk)))
    first, second = (start(make_passages(1)[0]) for _ in range(2))
    held = ModelJob.objects.claim(first.pk)
    assert ModelJob.objects.claim(second.pk) is None and suggesting.waiting_job() is None
    held.settle(JobState.WAITING)
    tasks.suggest(first.pk)
    assert rung == [("suggest", second.pk)]
    with pytest.raises(NotNow, match="already"):
        start(second.project)


RUN = "import django; django.setup(); from curation.intake import suggesting; suggesting.run({pk})"


def test_a_worker_that_is_killed_in_the_middle_loses_and_doubles_nothing(server, settings, monkeypatch):
    project, _ = make_passages(8)
    job = start(project)
    answered = 1

    def answer_first(body):  # what is asked after it waits for longer than the run lives
        reply = answer(body)
        reply.wait = 0 if len(server.requests) <= answered else 60
        return reply

    server.answer = answer_first
    names = ("MODEL_BASE_URL", "MODEL_NAME", "MODEL_API_KEY")
    ours = {name: getattr(settings, name) for name in names} | {"DATABASE_URL": database_url(), "MODEL_AT_ONCE": "2"}
    for _ in range(2):
        before = modelled(project).count()
        code, env = RUN.format(pk=job.pk), os.environ | ours | {"DJANGO_SETTINGS_MODULE": "curation.settings"}
        process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=env)
        wait_until(lambda before=before: modelled(project).count() > before)
        process.send_signal(signal.SIGKILL)
        process.wait()
        answered = len(server.requests) + 1
        assert ModelJob.objects.get(pk=job.pk).state == JobState.ASKING
        assert suggesting.waiting_job() is None  # it may be alive: it has been silent for a moment only
        ModelJob.objects.update(heartbeat=Now() - timedelta(minutes=1))
        assert suggesting.waiting_job() == job.pk
    server.answer = answer
    job.refresh_from_db()
    job = work_off(job)
    assert (job.state, job.deaths, set(states(job))) == (JobState.DONE, 2, {PassageState.DONE})
    prompts = list(modelled(project).values_list("prompt", flat=True))
    assert len(prompts) == len(set(prompts)) == 8
    assert job.tokens > 8 * 150  # what the killed runs had asked for is counted


def test_a_run_that_lost_its_job_stores_nothing(server):
    project, _ = make_passages(1)
    job = start(project)

    def taken_over(body):
        ModelJob.objects.update(heartbeat=Now() - timedelta(minutes=1))
        other = ModelJob.objects.claim(job.pk)
        other.passages.update(state=PassageState.WAITING, token=None)
        return answer(body)

    server.answer = taken_over
    suggesting.run(job.pk)
    assert not modelled(project).exists()
    assert states(job) == [PassageState.WAITING]


def test_a_job_that_always_kills_its_worker_ends(server):
    job = start(make_passages(1)[0])
    ModelJob.objects.update(state=JobState.ASKING, deaths=10, heartbeat=Now() - timedelta(minutes=1))
    assert suggesting.waiting_job() is None
    job.refresh_from_db()
    assert (job.state, job.problem) == (JobState.FAILED, "Something went wrong on our side. Try again.")
