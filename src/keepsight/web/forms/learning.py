"""Forms of the learning: a theme, an account, expected practice, an interim action, the learning event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keepsight.store.models import AgencyRecord, ReviewRecord
from keepsight.web.forms.setup import among, choose, day
from keepsight.web.words import MODES

LONG = forms.Textarea(attrs={"rows": 6})


class LearningForm(forms.Form):
    """What all of them share: the version that was opened, so that nobody writes over another."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def written(self) -> dict[str, Any]:
        """The fields as the service takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ThemeForm(LearningForm):
    """A theme: written as learning, not as blame."""

    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(
        label=_("What was learned"),
        required=False,
        widget=LONG,
        help_text=_("What the records show together, why it was hard to see then, and what would help next time."),
    )
    good_practice = forms.BooleanField(label=_("It is about what went well"), required=False)
    questions = forms.TypedMultipleChoiceField(
        label=_("Questions the panel agreed"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    policies = forms.TypedMultipleChoiceField(
        label=_("Expected practice"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, questions: Sequence[tuple[str, Any]], policies: Sequence[tuple[str, Any]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("questions", questions), ("policies", policies)):
            choose(self, name, list(choices))
            if not choices:
                del self.fields[name]


class VoiceForm(LearningForm):
    """What the child or somebody of the family said, or why they took no part."""

    who = forms.CharField(
        label=_("Whose account"), max_length=60, help_text=_("The child, the mother, a foster carer.")
    )
    took_part = forms.TypedChoiceField(
        label=_("Did they take part?"),
        choices=[("1", _("Yes")), ("0", _("No"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    consented_on = day(_("They consented on"))
    consent_to = forms.CharField(
        label=_("What the consent covers"),
        required=False,
        help_text=_("Read by the panel, quoted in the briefing, quoted in their own words: say which."),
    )
    words = forms.CharField(label=_("What they said"), required=False, widget=LONG)
    no_part_reason = forms.CharField(
        label=_("If they took no part, why"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class PolicyForm(LearningForm):
    """Expected practice with the days in which it was in force."""

    title = forms.CharField(label=_("Guidance or procedure"), max_length=200)
    version_name = forms.CharField(label=_("Version"), max_length=60, required=False)
    in_force_from = day(_("In force from"))
    in_force_to = day(_("until"), help_text=_("Leave it empty if it is in force still."))
    expected = forms.CharField(label=_("What it expected"), widget=LONG)
    source = forms.CharField(label=_("Where it can be read"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("in_force_from"), data.get("in_force_to")
        if first and last and last < first:
            self.add_error("in_force_to", _("It cannot have ended before it came into force."))
        return data


class InterimForm(LearningForm):
    """An action that cannot wait for the end of the review."""

    text = forms.CharField(label=_("What is done now"), widget=forms.Textarea(attrs={"rows": 3}))
    agency: forms.ModelChoiceField[AgencyRecord] = forms.ModelChoiceField(
        label=_("Agency"), queryset=AgencyRecord.objects.none(), required=False, empty_label=_("the board itself")
    )
    owner = forms.CharField(
        label=_("Who owns it"), max_length=120, required=False, help_text=_("A role rather than a name.")
    )
    due_on = day(_("By"))
    done_on = day(_("Done on"))
    outcome = forms.CharField(label=_("What came of it"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, review: ReviewRecord, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        among(self, "agency", AgencyRecord.objects.filter(reviews__review=review).order_by("name"))


class RecommendationForm(LearningForm):
    """What should change. A recommendation without owner, date and measure is a wish."""

    text = forms.CharField(
        label=_("What should change"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("How work is done, rather than that somebody is reminded."),
    )
    themes = forms.TypedMultipleChoiceField(
        label=_("Themes it comes of"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    agency: forms.ModelChoiceField[AgencyRecord] = forms.ModelChoiceField(
        label=_("Agency"), queryset=AgencyRecord.objects.none(), required=False, empty_label=_("the board itself")
    )
    owner = forms.CharField(
        label=_("Who owns it"), max_length=120, required=False, help_text=_("A role rather than a name.")
    )
    due_on = day(_("By"))
    measure = forms.CharField(
        label=_("Measure"), required=False, help_text=_("What is counted or looked at, in which records.")
    )
    shows_it_worked = forms.CharField(
        label=_("What would show that it made a difference"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, review: ReviewRecord, themes: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        among(self, "agency", AgencyRecord.objects.filter(reviews__review=review).order_by("name"))
        choose(self, "themes", list(themes))
        if not themes:
            del self.fields["themes"]


class EventForm(forms.Form):
    """When and how people meet."""

    held_on = day(_("Held on"))
    mode = forms.ChoiceField(label=_("How people meet"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("For the participants"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They read it above the timeline: the purpose, the ground rules, where to turn afterwards."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "mode", list(MODES.items()))
