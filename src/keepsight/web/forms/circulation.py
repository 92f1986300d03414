"""Forms of the circulation: a team, a version of guidance, a circulation, and a team's answer by its link."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keepsight.store.models import (
    AgencyRecord,
    BoardRecord,
    GuidanceVersionRecord,
    RecommendationRecord,
)
from keepsight.web.forms.setup import among, choose, day


class TeamForm(forms.Form):
    """A team of an agency."""

    agency: forms.ModelChoiceField[AgencyRecord] = forms.ModelChoiceField(
        label=_("Agency"), queryset=AgencyRecord.objects.none()
    )
    name = forms.CharField(label=_("Name of the team"), max_length=120)
    kind = forms.CharField(
        label=_("What they are"), max_length=60, required=False, help_text=_("Social workers, school staff, nurses.")
    )
    people = forms.IntegerField(label=_("How many work there"), min_value=0, max_value=10_000)
    email = forms.EmailField(label=_("E-mail of the team"), required=False)

    def __init__(self, *args: Any, agencies: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        among(self, "agency", AgencyRecord.objects.filter(pk__in=agencies).order_by("name"))


class VersionForm(forms.Form):
    """A version of a text, of one in the library or of a new one."""

    guidance = forms.TypedChoiceField(label=_("Guidance"), coerce=int, required=False, empty_value=None)
    title = forms.CharField(label=_("Title, if it is new"), max_length=200, required=False)
    name = forms.CharField(label=_("Version"), max_length=60)
    holds_from = day(_("Holds from"))
    changed = forms.CharField(label=_("What is new in it"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    file = forms.FileField(label=_("File"))

    def __init__(self, *args: Any, board: BoardRecord, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "guidance", [("", _("a new one")), *((str(g.pk), g.title) for g in board.guidance.all())])


class CirculateForm(forms.Form):
    """A version put before the member agencies."""

    version = forms.TypedChoiceField(label=_("Which version"), coerce=int)
    question = forms.CharField(
        label=_("What each team is asked to talk about"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A question that cannot be answered with “read and noted”."),
    )
    due_on = day(_("Answers by"))
    recommendation = forms.TypedChoiceField(
        label=_("For which recommendation"), coerce=int, required=False, empty_value=None
    )

    def __init__(
        self, *args: Any, versions: list[GuidanceVersionRecord], recommended: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "version", [(str(v.pk), f"{v.guidance.title}, {v.name}") for v in versions])
        choose(self, "recommendation", [("", _("none")), *recommended])


class CascadeForm(forms.Form):
    """The teams to which a circulation is passed on."""

    teams = forms.TypedMultipleChoiceField(label=_("Teams"), coerce=int, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, teams: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "teams", list(teams))


class ReceiptForm(forms.Form):
    """What a team says by its link."""

    discussed_on = day(_("When did you talk about it?"), required=True)
    present = forms.IntegerField(label=_("How many of you were there?"), min_value=1, max_value=10_000)
    will_do = forms.CharField(
        label=_("What will your team do?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("No names of children or families. That you will do nothing, and why, is an answer too."),
    )


def recommendations_of(board: BoardRecord, seen: list[int]) -> list[tuple[str, str]]:
    """The recommendations that a circulation can be for, of the reviews that somebody sees."""
    found = RecommendationRecord.objects.filter(review__board=board, review__in=seen, taken_out_at=None)
    return [(str(r.pk), r.text[:90]) for r in found.order_by("review", "order")]
