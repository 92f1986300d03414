"""Forms of what follows from a recommendation: an answer, what was reached, an action and its steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keepsight.review.acting import State
from keepsight.services.loop_words import ANSWERS, STATES
from keepsight.store.models import AgencyRecord
from keepsight.web.forms.setup import among, choose, day


class RespondForm(forms.Form):
    """An agency's answer to a recommendation."""

    agency: forms.ModelChoiceField[AgencyRecord] = forms.ModelChoiceField(
        label=_("Agency"), queryset=AgencyRecord.objects.none()
    )
    answer = forms.ChoiceField(label=_("Answer"), choices=list(ANSWERS.items()), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where it is accepted in part or rejected."),
    )

    def __init__(self, *args: Any, agencies: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        among(self, "agency", AgencyRecord.objects.filter(pk__in=agencies).order_by("name"))
        if len(agencies) == 1:
            self.initial.setdefault("agency", agencies[0])


class ReachedForm(forms.Form):
    """What a recommendation has reached, and what shows it."""

    state = forms.ChoiceField(label=_("What was reached"), widget=forms.RadioSelect)
    on = day(_("Since"), required=True)
    evidence = forms.CharField(
        label=_("What shows it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("That a text was circulated shows that it was circulated, and nothing else."),
    )

    def __init__(self, *args: Any, can_be_said: Iterable[State], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "state", [(s.value, STATES[s.value]) for s in State if s in can_be_said])
        self.initial.setdefault("on", timezone.localdate())


class ActionForm(forms.Form):
    """An action: what, who, by when; once it is done, what came of it."""

    text = forms.CharField(label=_("What is to be done"), widget=forms.Textarea(attrs={"rows": 3}))
    agency: forms.ModelChoiceField[AgencyRecord] = forms.ModelChoiceField(
        label=_("Lead agency"), queryset=AgencyRecord.objects.none(), required=False, empty_label=_("the board itself")
    )
    owner = forms.CharField(
        label=_("Who owns it"), max_length=120, required=False, help_text=_("A role rather than a name.")
    )
    due_on = day(_("By"))
    done_on = day(_("Done on"))
    outcome = forms.CharField(label=_("What came of it"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, agencies: Sequence[int], wide: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        among(self, "agency", AgencyRecord.objects.filter(pk__in=agencies).order_by("name"))
        field = self.fields["agency"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared so above
        if not wide:
            field.empty_label = None
            field.required = True


class MilestoneForm(forms.Form):
    """A step with its day; a line without words is no step."""

    text = forms.CharField(label=_("Step"), max_length=300, required=False)
    due_on = day(_("By"))
    done_on = day(_("Reached on"))


Milestones = forms.formset_factory(MilestoneForm, extra=3, max_num=43)


class EvidenceForm(forms.Form):
    """A file that shows that it was done."""

    file = forms.FileField(label=_("A file that shows it"))
