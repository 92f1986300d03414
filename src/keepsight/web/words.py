"""The words of a timeline on the screen: states in words first, in the language that is on."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keepsight.access import MAY, Act, SeatRole
from keepsight.model import When

KINDS: dict[str, Any] = {
    "contact": gettext_lazy("Contact"),
    "child_seen": gettext_lazy("Child seen"),
    "seen_alone": gettext_lazy("Child seen alone"),
    "child_words": gettext_lazy("The child's own words"),
    "disclosure": gettext_lazy("Disclosure"),
    "incident": gettext_lazy("Incident"),
    "missing": gettext_lazy("Missing"),
    "justice": gettext_lazy("Police or court"),
    "health_crisis": gettext_lazy("Health crisis"),
    "self_harm": gettext_lazy("Self-harm"),
    "long_term_condition": gettext_lazy("Long-term condition"),
    "substance_child": gettext_lazy("Substance use of the child"),
    "substance_parent": gettext_lazy("Substance use of a parent"),
    "parent_crime": gettext_lazy("Offence of a parent"),
    "parent_violence": gettext_lazy("Violence of a parent"),
    "parent_illness": gettext_lazy("Illness of a parent"),
    "family_crisis": gettext_lazy("Crisis in the family"),
    "bereavement": gettext_lazy("Bereavement"),
    "separation": gettext_lazy("Separation"),
    "placement_move": gettext_lazy("Move of placement"),
    "worker_change": gettext_lazy("Change of worker"),
    "worker_absence": gettext_lazy("Worker absent"),
    "exclusion": gettext_lazy("Exclusion"),
    "non_attendance": gettext_lazy("Did not come"),
    "relationship": gettext_lazy("Relationship"),
    "exchange": gettext_lazy("Something given or taken"),
    "indicator": gettext_lazy("Sign of exploitation"),
    "praise_adult": gettext_lazy("An adult praised"),
    "praise_engagement": gettext_lazy("Engagement praised"),
    "optimism": gettext_lazy("Hopeful wording"),
    "concern": gettext_lazy("Concern"),
    "challenge": gettext_lazy("Challenge"),
    "escalation": gettext_lazy("Escalation"),
    "referral": gettext_lazy("Referral"),
    "strategy_meeting": gettext_lazy("Strategy meeting"),
    "meeting": gettext_lazy("Meeting"),
    "assessment": gettext_lazy("Assessment"),
    "plan": gettext_lazy("Plan"),
    "action": gettext_lazy("Action"),
    "action_done": gettext_lazy("Action done"),
    "closure": gettext_lazy("Closure"),
    "supervision": gettext_lazy("Supervision"),
    "information_shared": gettext_lazy("Information shared"),
    "record_check": gettext_lazy("Record check"),
    "claim": gettext_lazy("Something claimed"),
    "support_offered": gettext_lazy("Support offered"),
    "handover": gettext_lazy("Handover"),
    "joint_visit": gettext_lazy("Joint visit"),
    "safe_adult": gettext_lazy("Safe adult"),
    "somebody_dealing": gettext_lazy("Somebody else is dealing with it"),
    "exploitation_considered": gettext_lazy("Exploitation considered"),
    "alone": gettext_lazy("Child alone"),
    "accompanied": gettext_lazy("Child accompanied"),
    "no_concerns": gettext_lazy("No concerns"),
    "neglect": gettext_lazy("Neglect"),
    "behaviour": gettext_lazy("Behaviour"),
    "sanction": gettext_lazy("Sanction"),
    "wording": gettext_lazy("Wording to look at"),
    "denial": gettext_lazy("Denial"),
    "follow_up": gettext_lazy("Follow-up"),
    "age_stated": gettext_lazy("Age stated"),
    "announced": gettext_lazy("Announced visit"),
    "unannounced": gettext_lazy("Unannounced visit"),
    "adult_mention": gettext_lazy("An adult mentioned"),
    "protective": gettext_lazy("Protective"),
    "retelling": gettext_lazy("Told again"),
    "challenge_outcome": gettext_lazy("Outcome of a challenge"),
    "plan_changed": gettext_lazy("Plan changed"),
    "action_carried": gettext_lazy("Action carried over"),
    "record_corrected": gettext_lazy("Record corrected"),
    "prompt": gettext_lazy("Prompt"),
    "examined": gettext_lazy("Examined"),
    "hearsay": gettext_lazy("By word of mouth"),
    "child_said": gettext_lazy("The child said"),
    "late_record": gettext_lazy("Recorded late"),
    "stale": gettext_lazy("Old information"),
    "crises_joined": gettext_lazy("Crises seen together"),
    "persistent": gettext_lazy("Persistent"),
    "home_visit": gettext_lazy("Home visit"),
    "seen_with_adult": gettext_lazy("Seen with an adult"),
    "child_impact": gettext_lazy("Effect on the child"),
    "peer": gettext_lazy("Friend or peer"),
    "retraumatising": gettext_lazy("Could hurt again"),
    "date_mention": gettext_lazy("Another day mentioned"),
    "topic": gettext_lazy("Topic"),
}
FIRST_KINDS: dict[str, Any] = {
    "missed": gettext_lazy("Appointment missed"),
    "undated": gettext_lazy("No date"),
    "uncertain_date": gettext_lazy("Uncertain date"),
}
"""What the filter offers before the kinds of signal."""
ATTENDANCE: dict[str, Any] = {
    "kept": gettext_lazy("Kept"),
    "not_brought": gettext_lazy("Was not brought"),
    "cancelled_family": gettext_lazy("Cancelled by the family"),
    "cancelled_service": gettext_lazy("Cancelled by the service"),
    "rescheduled": gettext_lazy("Rescheduled"),
    "no_access": gettext_lazy("No access"),
    "refused": gettext_lazy("Refused"),
}
BASIS: dict[str, Any] = {
    "": gettext_lazy("Basis not recorded"),
    "observed": gettext_lazy("Seen by the writer"),
    "record_check": gettext_lazy("Record check"),
    "self_child": gettext_lazy("Told by the child"),
    "self_parent": gettext_lazy("Told by a parent or carer"),
    "public": gettext_lazy("Told by family or public"),
    "other_prof": gettext_lazy("Told by another professional"),
    "inferred": gettext_lazy("Inferred by the writer"),
}
STANCES: dict[str, Any] = {
    "asserted": gettext_lazy("said to be so"),
    "negated": gettext_lazy("said not to be so"),
    "possible": gettext_lazy("possible"),
    "hypothetical": gettext_lazy("what if"),
    "historical": gettext_lazy("long ago"),
    "planned": gettext_lazy("planned"),
}
CONFLICTS: dict[str, Any] = {
    "date": gettext_lazy("the date differs"),
    "fact": gettext_lazy("what is told differs"),
    "outcome": gettext_lazy("the outcome differs"),
}
LENSES: dict[str, Any] = {
    "exploitation": gettext_lazy("Exploitation"),
    "curiosity": gettext_lazy("Curiosity"),
    "reliance": gettext_lazy("Reliance"),
    "trauma": gettext_lazy("Trauma"),
    "records": gettext_lazy("Records"),
    "strengths": gettext_lazy("Went well"),
}
HOW_KNOWN: dict[str, Any] = {
    "recorded": gettext_lazy("wrote it down"),
    "told": gettext_lazy("has an account of it"),
    "shared": gettext_lazy("was told, the entry says"),
}
VERDICTS: dict[str, Any] = {
    "agreed": gettext_lazy("Agreed"),
    "explained": gettext_lazy("Explained"),
    "not_agreed": gettext_lazy("Not agreed"),
    "data_error": gettext_lazy("Error in the data"),
}
VERDICT_MEANINGS: dict[str, Any] = {
    "agreed": gettext_lazy("the question stands: this could have been asked then"),
    "explained": gettext_lazy("the records, or somebody who was there, answer it"),
    "not_agreed": gettext_lazy("it should not be asked of these entries"),
    "data_error": gettext_lazy("it rests on a wrong date, person or reading"),
}
QUESTION_KINDS: dict[str, Any] = {
    "mine": gettext_lazy("Waits for my answer"),
    "open": gettext_lazy("Not settled"),
    "disagreement": gettext_lazy("The panel differs"),
    "changed": gettext_lazy("Changed since the answers"),
    "own": gettext_lazy("Asked by the panel"),
    **VERDICTS,
}
CERTAINTIES: dict[str, Any] = {
    "certain": gettext_lazy("holds whatever the uncertain dates turn out to be"),
    "possible": gettext_lazy("hangs on dates that are uncertain"),
}
WHOSE: dict[str, Any] = {
    "everybody": gettext_lazy("Everybody's"),
    "child": gettext_lazy("The child's"),
    "others": gettext_lazy("Everybody's but the child's"),
}
RELATIONS: dict[str, Any] = {
    "everybody's gender exchanged": gettext_lazy("Everybody's gender exchanged"),
    "the child's gender exchanged": gettext_lazy("The child's gender exchanged"),
    "everybody else's gender exchanged": gettext_lazy("Everybody else's gender exchanged"),
    "everybody in neutral words": gettext_lazy("Everybody in neutral words"),
    "the child in neutral words": gettext_lazy("The child in neutral words"),
    "everybody else in neutral words": gettext_lazy("Everybody else in neutral words"),
    "no gender in the people list": gettext_lazy("No gender in the people list"),
    "rows in another order": gettext_lazy("Rows in another order"),
    "rows that stand twice": gettext_lazy("Rows that stand twice"),
    "workers under other names": gettext_lazy("Workers under other names"),
    "agencies under local names": gettext_lazy("Agencies under local names"),
    "files under other names": gettext_lazy("Files under other names"),
    "entries under other ids": gettext_lazy("Entries under other ids"),
}


def meaning(when: When) -> str:
    """What the written date was taken to mean, with what was assumed; never shown in place of the written form."""
    if when.earliest is None or when.latest is None:
        likely = _(" or ").join(date_format(d, "j M Y") for d in when.readings)
        if likely:
            return _("not a date; perhaps %(days)s") % {"days": likely}
        return _("no day could be read from this") if when.text.strip() else _("undated")
    if when.is_one_day:
        said = date_format(when.earliest, "D j M Y")
    elif (when.earliest.year, when.earliest.month) == (when.latest.year, when.latest.month):
        said = f"{when.earliest.day}–{date_format(when.latest, 'j M Y')}"
    else:
        said = f"{date_format(when.earliest, 'j M Y')} – {date_format(when.latest, 'j M Y')}"
    if when.time is not None:
        said = f"{said}, {when.time:%H:%M}"
    if when.uncertain:
        said = _("%(days)s, uncertain") % {"days": said}
    if when.assumed:
        said = _("%(days)s; assumed: %(what)s") % {"days": said, "what": ", ".join(when.assumed)}
    return said


MODES: dict[str, Any] = {
    "room": gettext_lazy("in a room"),
    "virtual": gettext_lazy("online"),
    "mixed": gettext_lazy("in a room and online"),
}
STANDINGS: dict[str, Any] = {
    "whole": gettext_lazy("in force throughout the period reviewed"),
    "part": gettext_lazy("in force for a part of the period reviewed"),
    "later": gettext_lazy("came after the period reviewed: practice then cannot be held to it"),
    "earlier": gettext_lazy("had ended before the period reviewed"),
    "unknown": gettext_lazy("its days are not known: find the version of that time"),
}
LEARNED: dict[str, Any] = {
    "themes": gettext_lazy("Theme"),
    "accounts": gettext_lazy("Account of the child or family"),
    "expected": gettext_lazy("Expected practice"),
    "interim": gettext_lazy("Interim action"),
    "recommendations": gettext_lazy("Recommendation"),
}
ROLES: dict[str, Any] = {
    "coordinator": gettext_lazy("review coordinator"),
    "author": gettext_lazy("agency author"),
    "panel": gettext_lazy("panel member"),
    "reviewer": gettext_lazy("independent reviewer"),
    "participant": gettext_lazy("learning-event participant"),
    "board": gettext_lazy("board member"),
    "practitioner": gettext_lazy("practitioner"),
    "auditor": gettext_lazy("auditor"),
}
PERSONS: dict[str, Any] = {
    "child": gettext_lazy("child"),
    "mother": gettext_lazy("mother"),
    "father": gettext_lazy("father"),
    "parent_partner": gettext_lazy("parent partner"),
    "sibling": gettext_lazy("sibling"),
    "grandparent": gettext_lazy("grandparent"),
    "relative": gettext_lazy("relative"),
    "adult_associate": gettext_lazy("adult associate"),
    "peer": gettext_lazy("peer"),
    "professional": gettext_lazy("professional"),
    "other": gettext_lazy("other"),
}
ACTS: dict[str, Any] = {
    "SEE_HOME": gettext_lazy("see the review's home"),
    "SET_UP": gettext_lazy("set up the review"),
    "INVITE": gettext_lazy("invite people and agencies"),
    "SEND_ROWS": gettext_lazy("send a chronology"),
    "DECIDE_ROWS": gettext_lazy("accept or return a chronology"),
    "SEE_ROWS": gettext_lazy("see a chronology as it was understood"),
    "SEE_TIMELINE": gettext_lazy("see the timeline"),
    "SEE_PEOPLE": gettext_lazy("see the people list"),
    "ARRANGE_TIMELINE": gettext_lazy("link accounts, order a day, correct a date"),
    "ANNOTATE": gettext_lazy("comment and tag"),
    "SEE_QUESTIONS": gettext_lazy("see the questions"),
    "ANSWER": gettext_lazy("answer the questions"),
    "SETTLE": gettext_lazy("settle the panel's answer"),
    "SEE_LEARNING": gettext_lazy("see the learning"),
    "WRITE_LEARNING": gettext_lazy("write the learning"),
    "SEE_RELEASED": gettext_lazy("see the reduced timeline of the learning event"),
    "CONTRIBUTE": gettext_lazy("contribute to the learning event"),
    "RELEASE": gettext_lazy("release a timeline"),
    "SEE_DRAFT": gettext_lazy("see the briefing before it is published"),
    "WRITE_BRIEFING": gettext_lazy("write the briefing"),
    "SIGN_OFF": gettext_lazy("sign the briefing off"),
    "PUBLISH": gettext_lazy("publish the briefing"),
    "SEE_PUBLISHED": gettext_lazy("see the published briefing"),
    "SEE_ACTIONS": gettext_lazy("see the recommendations and actions"),
    "RESPOND": gettext_lazy("answer a recommendation for an agency"),
    "PLAN_ACTIONS": gettext_lazy("plan actions and keep their days"),
    "SAY_REACHED": gettext_lazy("say what a recommendation has reached"),
    "EXPORT": gettext_lazy("export the timeline"),
    "SEE_TRAIL": gettext_lazy("see the audit trail"),
}


def refused(act: Act) -> str:
    """Why somebody may not: which roles may."""
    who = ", ".join(str(ROLES[r.value]) for r in SeatRole if r in MAY[act])
    return _("Your role here cannot: %(act)s. These can: %(who)s.") % {"act": ACTS[act.name], "who": who}


ISSUES: dict[str, Any] = {
    "impossible_date": gettext_lazy("Impossible date"),
    "undated": gettext_lazy("No date"),
    "unreadable_date": gettext_lazy("Date could not be read"),
    "assumed_date": gettext_lazy("Part of the date was assumed"),
    "mistyped_date": gettext_lazy("Date looks mistyped"),
    "out_of_scope": gettext_lazy("Outside the period under review"),
    "unreadable_time": gettext_lazy("Time could not be read"),
    "unknown_column": gettext_lazy("Heading not understood"),
    "no_table": gettext_lazy("No table found"),
    "note_row": gettext_lazy("Note between the rows"),
    "encoding": gettext_lazy("Letters were guessed"),
    "unreadable_file": gettext_lazy("File could not be read"),
    "duplicate_row": gettext_lazy("Same row twice"),
    "extra_cells": gettext_lazy("More cells than headings"),
    "outside_table": gettext_lazy("Text outside the table"),
    "hidden": gettext_lazy("Hidden in the file"),
    "deleted_text": gettext_lazy("Deleted text still in the file"),
    "comment": gettext_lazy("Comment in the margin"),
    "wrong_format": gettext_lazy("Not what its name says"),
    "macros": gettext_lazy("Macros, not run"),
    "formula": gettext_lazy("Formula, shown as text"),
}
"""What was not understood of a file, by its kind; the sentence with the cell's own words stands after it, in English."""
