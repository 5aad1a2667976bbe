"""Harbour Street Clinic, which does not exist, nor does anybody in its papers."""

from curation.intake.samples.content import Contents, Letter, Section, Table, Text

CLINIC = "Harbour Street Clinic"

REPORT = Text(
    head=CLINIC,
    title="Heart failure service: report for the year",
    sections=(
        Section(
            "Purpose of the service",
            (
                "The heart failure service looks after adults whose heart does not pump as well as it should. Most "
                "patients are sent by their family doctor after a blood test or an echocardiogram. The service is "
                "run by two specialist nurses, one cardiologist and a pharmacist who visits on Thursdays.",
                "The first appointment lasts forty minutes. The nurse takes a history, measures weight, pulse and "
                "blood pressure, and agrees with the patient which symptoms should lead to a telephone call. Every "
                "patient leaves with a written plan and the direct number of the nurse.",
                "Later appointments last twenty minutes and may be held by telephone if the patient has scales and "
                "a blood pressure monitor at home.",
            ),
        ),
        Section(
            "Terms used in this report",
            (
                "Ejection fraction is the share of blood that leaves the left ventricle with each beat. A value of "
                "55 percent or more is considered normal.",
                "Titration means raising the dose of a medicine step by step until the target dose is reached or "
                "side effects appear.",
                "A readmission is an unplanned stay in hospital within thirty days of going home.",
                "Dry weight is the weight of a patient who has no excess fluid. It is the reference for the daily "
                "weighing at home.",
            ),
        ),
        Section(
            "Results of the year",
            (
                "The service saw 412 patients, of whom 138 were new. Waiting time for a first appointment fell from "
                "nineteen to eleven working days, because the clinic opened a second room in March.",
                "The table compares the last two years. Readmissions fell most among patients who were telephoned "
                "within three days of going home.",
            ),
            table=Table(
                ("Measure", "Last year", "This year"),
                (
                    ("Patients seen", "367", "412"),
                    ("First appointments", "121", "138"),
                    ("Waiting time in working days", "19", "11"),
                    ("Readmissions within thirty days", "34", "21"),
                    ("Patients on target dose", "48 percent", "61 percent"),
                ),
            ),
        ),
        Section(
            "How medicines are increased",
            (
                "Bisoprolol is started at 1.25 mg once daily. The dose is doubled every two weeks if the pulse stays "
                "above 55 beats per minute and the systolic pressure above 100 mmHg. The target dose is 10 mg once "
                "daily.",
                "Kidney function and potassium are checked one week after every change of ramipril or "
                "spironolactone. If potassium is above 5.5 mmol per litre, the dose is halved and the test is "
                "repeated after three days. Above 6.0 the medicine is stopped and the cardiologist is called.",
                "Patients are told not to take ibuprofen or similar painkillers, because these hold back fluid and "
                "can harm the kidneys. Paracetamol is the first choice for pain.",
            ),
        ),
        Section(
            "When patients should call",
            (
                "A patient should call the nurse the same day if weight rises by two kilograms in three days, if the "
                "ankles swell more than usual, or if two pillows are no longer enough at night. Chest pain, fainting "
                "or breathlessness at rest are reasons to call the emergency number at once.",
                "Calls before four in the afternoon are answered the same day. Later calls are answered the next "
                "working morning. In the past year the nurses took 1,140 calls, and nine in ten were settled without "
                "a visit.",
            ),
        ),
        Section(
            "Complaints and suggestions",
            (
                "The clinic received seven complaints. Four were about parking, two about the time it took to get "
                "test results, and one about a letter sent to an old address. Since September results are sent by "
                "text message on the day they arrive, if the patient has agreed to it in writing.",
            ),
        ),
        Section(
            "Plans for next year",
            (
                "The clinic will offer a group session on salt and fluids every first Tuesday of the month. A second "
                "pharmacist will allow medicine reviews on two days a week. The aim is that seven in ten patients "
                "reach their target dose within six months.",
            ),
        ),
    ),
)  # fmt: skip

SCAN = Letter(
    head=CLINIC,
    lines=("12 Harbour Street", "Date: 14 October", "Reference: HF 2207"),
    paragraphs=(
        "Dear colleague,",
        "Thank you for referring this 71 year old patient, who came to the clinic with increasing breathlessness "
        "and swollen ankles over four weeks. She can walk one flight of stairs before she has to rest.",
        "On examination the pulse was 92 and irregular, and the blood pressure was 138 over 84. There was swelling "
        "up to both knees. The electrocardiogram showed atrial fibrillation. The echocardiogram showed an ejection "
        "fraction of 38 percent.",
        "Furosemide 40 mg every morning was started, and bisoprolol 2.5 mg once daily. Apixaban 5 mg twice daily "
        "was started because of the atrial fibrillation. Ibuprofen was stopped.",
        "Please repeat kidney function and potassium in one week. The patient was asked to weigh herself every "
        "morning and to call the nurse if her weight rises by two kilograms in three days.",
        "We will see her again in six weeks.",
    ),
    closing=("Yours sincerely,", "Heart failure service"),
)

HANDBOOK = Text(
    head=CLINIC,
    title="Reception handbook",
    sections=(
        Section(
            "Booking an appointment",
            (
                "Appointments are booked by telephone, in person or on the website. Ask for name, date of birth and "
                "the reason for the visit. If the caller describes chest pain or fainting, do not book: tell them to "
                "call the emergency number and inform the nurse on duty.",
            ),
            items=(
                "Confirm the telephone number at every contact.",
                "Offer an interpreter when the caller hesitates.",
                "Read the date and time back before ending the call.",
            ),
        ),
        Section(
            "Opening hours",
            ("The clinic is closed on public holidays. The nurse line follows the same hours.",),
            table=Table(
                ("Day", "Clinic", "Blood tests"),
                (
                    ("Monday to Thursday", "8:00 to 18:00", "8:00 to 10:30"),
                    ("Friday", "8:00 to 15:00", "8:00 to 10:00"),
                    ("Saturday", "9:00 to 12:00", "none"),
                ),
            ),
        ),
        Section(
            "Cancelled and missed visits",
            (
                "A visit can be cancelled free of charge until noon of the day before. A missed visit is marked in "
                "the calendar and the patient is telephoned once. After two missed visits the referring doctor "
                "receives a letter.",
            ),
        ),
        Section(
            "Giving information on the telephone",
            (
                "A test result is given only to the patient, after checking name, date of birth and address. "
                "Relatives need a signed consent, which is kept in the record. Never leave a result on an answering "
                "machine.",
            ),
        ),
    ),
)

NOTE = (
    "Telephone note, Tuesday 9:40",
    "Patient from the heart failure list.",
    "Weight 78.4 kg, up 2 kg since Saturday.",
    "Ankles swollen, sleeps on three pillows.",
    "No chest pain. Pulse 84.",
    "Advice: furosemide 80 mg for three days,",
    "weigh every morning, less salt.",
    "Blood test on Friday at 8:30.",
    "Call again on Thursday.",
)

FAQ = """\
# Questions patients ask

Q: How should I prepare for a blood test?
A: Do not eat for eight hours before the test. You may drink water and take your usual tablets.

Q: Can I have the result by e-mail?
A: Results are sent by text message, or told by telephone after we have checked your name and date of birth. We do \
not send them by e-mail.

Q: What does it cost to cancel a visit?
A: Nothing, if you cancel before noon of the day before. Later than that we charge 15 euros.

Q: May I take ibuprofen for back pain?
A: Not if you have heart failure. It holds back fluid and can harm the kidneys. Ask for paracetamol instead.

Q: How often should I weigh myself?
A: Every morning, after going to the toilet and before breakfast. Call the nurse if your weight rises by two \
kilograms in three days.

Q: Can my daughter collect my prescription?
A: Yes, with a signed note from you and an identity document of her own.

Q: What should I do if I forget a tablet?
A: Take it if you notice on the same day. Do not take two the next day.

Q: Is there parking at the clinic?
A: There are four places for patients behind the building. The bus stop Harbour Street is two minutes away.
"""

ENGLISH = Contents(
    language="en",
    report=("heart-failure-report.pdf", REPORT),
    scan=("referral-answer-scan.pdf", SCAN),
    handbook=("reception-handbook.docx", HANDBOOK),
    note=("telephone-note.jpg", NOTE),
    faq=("questions-patients-ask.txt", FAQ),
)
