"""What the learning loop says on screens and in the action plan: rungs, lacks, standings, states, answers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

RUNGS: dict[int, Any] = {
    0: _("does not say what is to be done"),
    1: _("reminds"),
    2: _("circulates"),
    3: _("trains"),
    4: _("changes how work is done"),
}
LADDER: tuple[tuple[int, Any], ...] = (
    (1, _("remind")),
    (2, _("circulate")),
    (3, _("train")),
    (4, _("change how work is done")),
)
LACKS: dict[str, Any] = {
    "owner": _("Nobody owns it: name a role or a body that can answer for it."),
    "vague_owner": _("The owner is nobody in particular: name one role or one body."),
    "day": _("It has no date."),
    "day_past": _("Its date has passed."),
    "measure": _("It has no measure: say what is counted or looked at, and in which records."),
    "activity": _(
        "The measure counts that something was done. Look at practice too: a sample of records, or what children say."
    ),
    "difference": _("It does not say what would show that it made a difference."),
    "theme": _("It comes of no theme."),
    "weak": _(
        "It asks people to remember or to read, and changes nothing around them. What step, form or second person would?"
    ),
    "unclear": _("It does not say what is to be done."),
}
SHORT_LACKS: dict[str, Any] = {
    "owner": _("an owner"),
    "vague_owner": _("one owner"),
    "day": _("a date"),
    "day_past": _("a date to come"),
    "measure": _("a measure"),
    "activity": _("a measure of practice"),
    "difference": _("what would show that it made a difference"),
    "theme": _("a theme"),
    "weak": _("a stronger step"),
    "unclear": _("what is to be done"),
}
STANDINGS: dict[str, Any] = {
    "overdue": _("overdue"),
    "slipping": _("slipping"),
    "on_the_way": _("on the way"),
    "done": _("done"),
    "no_day": _("no date"),
}
WHYS: dict[str, Any] = {
    "past": _("its day has passed"),
    "step_past": _("the day of a step has passed"),
    "moved": _("its day was moved back"),
    "not_begun": _("it is due soon and no step is reached"),
    "no_day": _("no day was promised"),
}
STATES: dict[str, Any] = {
    "done": _("Done"),
    "embedded": _("Embedded"),
    "difference": _("Made a difference"),
}
STATE_LINES: dict[str, Any] = {
    "done": _("What was promised was carried out."),
    "embedded": _("It is how work goes now, also where nobody looks."),
    "difference": _("The records, the children or the families show it."),
}
ANSWERS: dict[str, Any] = {
    "accept": _("Accepted"),
    "part": _("Accepted in part"),
    "reject": _("Rejected"),
}
PLAN_HEADS: tuple[Any, ...] = (
    _("No."), _("Recommendation"), _("Agency response"), _("Action"), _("Lead agency"), _("Owner"), _("Key milestones"),
    _("Target date"), _("Progress"), _("Date of completion and outcome"), _("What was reached"),
)  # fmt: skip
ASPECTS: dict[str, Any] = {
    "reach": _("Of those invited, came"),
    "voice": _("Of those there, spoke or wrote"),
    "useful": _("Found it useful"),
    "practice": _("Three months later, changed their practice"),
}
CHECKS: dict[str, Any] = {
    "boys": _("Boys are shown as harmed, as often as girls."),
    "women": _("Women, and people who are kind, are shown as those who harm."),
    "same_signs": _("The same signs lead to the same question, whoever shows them."),
    "pictures": _("The pictures show both."),
    "blame": _("No word blames a child or calls it a choice."),
    "kind": _("Warmth, gifts and a place to stay are shown as ways in."),
    "other_children": _("Disabled children, and those of minorities, are in it as themselves."),
    "speak": _("Somebody to whom it happened has read it."),
}
CHECK_ANSWERS: dict[str, Any] = {"yes": _("yes"), "no": _("no"), "na": _("does not apply")}
OUTCOMES: dict[str, Any] = {
    "keep": _("Keep it as it is"),
    "change": _("Change it"),
    "withdraw": _("Withdraw it"),
}
WHENS: dict[str, Any] = {"before": _("before"), "after": _("after"), "later": _("three months later")}
SIDES: dict[str, Any] = {"harmed": _("Somebody who is harmed"), "harms": _("Somebody who harms")}
MEASURE_SOURCES: dict[str, Any] = {
    "records": _("a sample of records"),
    "family": _("what children and families say"),
    "staff": _("a survey of staff"),
}
VERDICTS: dict[str, Any] = {
    "few": _("too few looks to say"),
    "baseline": _("a baseline, nothing after it yet"),
    "better": _("changed for the better"),
    "worse": _("changed, and not for the better"),
    "none": _("no change can be told"),
}
