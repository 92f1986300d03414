"""Forms of the training register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keepsight.services.loop_words import CHECK_ANSWERS, CHECKS, OUTCOMES, WHENS
from keepsight.store.models import AgencyRecord
from keepsight.web.forms.setup import among, choose, day
from keepsight.web.words import MODES


class CourseForm(forms.Form):
    """A course: what, who owns it, whom it is for, when it is looked at again."""

    title = forms.CharField(label=_("Title"), max_length=200)
    owner = forms.CharField(label=_("Who owns it"), max_length=120, help_text=_("A role rather than a name."))
    for_kind = forms.CharField(
        label=_("Whom it is for"),
        max_length=60,
        required=False,
        help_text=_("As teams are called; empty for everybody."),
    )
    on_exploitation = forms.BooleanField(label=_("It is on exploitation: it needs a bias review"), required=False)
    review_on = day(_("To be looked at again on"))
    recommendation = forms.TypedChoiceField(
        label=_("For which recommendation"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, recommended: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "recommendation", [("", _("none")), *recommended])


class BiasForm(forms.Form):
    """The checklist of a bias review, and what is to be done."""

    on = day(_("Looked at on"), required=True)
    reviewer = forms.CharField(label=_("By whom"), max_length=120, help_text=_("Not the course's own author."))
    outcome = forms.ChoiceField(label=_("What is to be done"), choices=list(OUTCOMES.items()), widget=forms.RadioSelect)
    note = forms.CharField(label=_("Why"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    file = forms.FileField(
        label=_("Slides or a handout"), required=False, help_text=_("Its wording is scanned; the file is not kept.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", timezone.localdate())
        for key, question in CHECKS.items():
            self.fields[f"check_{key}"] = forms.ChoiceField(
                label=question, choices=list(CHECK_ANSWERS.items()), widget=forms.RadioSelect
            )
        self.order_fields(["on", "reviewer", *(f"check_{key}" for key in CHECKS), "outcome", "note", "file"])

    @property
    def answers(self) -> dict[str, str]:
        return {key: self.cleaned_data[f"check_{key}"] for key in CHECKS}


class SessionForm(forms.Form):
    """A day on which the course is held."""

    held_on = day(_("Held on"), required=True)
    mode = forms.ChoiceField(label=_("How people meet"), widget=forms.RadioSelect, initial="room")
    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=10_000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "mode", list(MODES.items()))


class PlacesForm(forms.Form):
    """How many of an agency and a role signed up, and came."""

    session = forms.TypedChoiceField(label=_("Session"), coerce=int)
    agency: forms.ModelChoiceField[AgencyRecord] = forms.ModelChoiceField(
        label=_("Agency"), queryset=AgencyRecord.objects.none()
    )
    kind = forms.CharField(label=_("What they are"), max_length=60, required=False)
    signed_up = forms.IntegerField(label=_("Signed up"), min_value=0, max_value=10_000)
    came = forms.IntegerField(label=_("Came"), min_value=0, max_value=10_000, required=False)

    def __init__(self, *args: Any, sessions: list[tuple[str, str]], agencies: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "session", list(sessions))
        among(self, "agency", AgencyRecord.objects.filter(pk__in=agencies).order_by("name"))


class EvaluationForm(forms.Form):
    """How many gave each answer."""

    session = forms.TypedChoiceField(label=_("Session"), coerce=int)
    when = forms.ChoiceField(label=_("When"), choices=list(WHENS.items()), widget=forms.RadioSelect)
    scores = forms.CharField(
        label=_("How many answered 1, 2, 3, 4, 5"),
        help_text=_("“How sure are you that you would see it?”: five numbers, from not at all to wholly."),
    )

    def __init__(self, *args: Any, sessions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "session", list(sessions))

    def clean_scores(self) -> list[int]:
        parts = self.cleaned_data["scores"].replace(",", " ").split()
        if len(parts) != 5 or not all(p.isascii() and p.isdigit() and len(p) < 6 for p in parts):
            raise forms.ValidationError(_("Write five numbers."))
        return [int(p) for p in parts]
