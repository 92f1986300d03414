"""Forms of the replay exercise."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keepsight.store.models import AgencyRecord, BoardRecord, LearningEventRecord
from keepsight.web.forms.setup import among, choose


class ExerciseForm(forms.Form):
    """An exercise made from an event's reduced timeline."""

    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("It tells nobody whose case it is."))
    event = forms.TypedChoiceField(label=_("From the reduced timeline of"), coerce=int)
    agency: forms.ModelChoiceField[AgencyRecord] = forms.ModelChoiceField(
        label=_("As this agency knew it"), queryset=AgencyRecord.objects.none()
    )
    course = forms.TypedChoiceField(label=_("Counts for the course"), coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, board: BoardRecord, events: list[LearningEventRecord], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "event", [(str(e.pk), f"{e.review.reference or e.review.pk}, {e.held_on or '–'}") for e in events])
        among(self, "agency", board.agencies.order_by("name"))
        choose(self, "course", [("", _("none")), *((str(c.pk), c.title) for c in board.courses.all())])


class BeginForm(forms.Form):
    """Who begins: one alone, or a room."""

    mode = forms.ChoiceField(
        label=_("How do you do it?"),
        choices=[("solo", _("alone")), ("room", _("together in a room, one of us writes"))],
        widget=forms.RadioSelect,
        initial="solo",
    )
    people = forms.IntegerField(label=_("How many are you?"), min_value=1, max_value=500, initial=1)
    agency: forms.ModelChoiceField[AgencyRecord] = forms.ModelChoiceField(
        label=_("Your agency"), queryset=AgencyRecord.objects.none(), required=False, empty_label=_("not said")
    )
    kind = forms.CharField(
        label=_("What you are"),
        max_length=60,
        required=False,
        help_text=_("Social worker, nurse, school staff. No name."),
    )

    def __init__(self, *args: Any, board: BoardRecord, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        among(self, "agency", board.agencies.order_by("name"))


class StopForm(forms.Form):
    """What is written at a stop."""

    ask = forms.CharField(
        label=_("What would you ask now, and whom?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    challenge = forms.CharField(
        label=_("Whom would you challenge, and about what?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
