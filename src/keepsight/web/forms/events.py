"""Forms of what came of a learning event, and of the board's decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keepsight.web.forms.setup import day

_COUNT: dict[str, Any] = {"min_value": 0, "max_value": 100_000}


class FiguresForm(forms.Form):
    """Numbers alone: who came and who spoke is counted, not named."""

    invited = forms.IntegerField(label=_("Invited"), **_COUNT)
    came = forms.IntegerField(label=_("Came"), **_COUNT)
    spoke = forms.IntegerField(label=_("Spoke or wrote"), **_COUNT)
    asked = forms.IntegerField(label=_("Answers to the evaluation"), required=False, **_COUNT)
    useful = forms.IntegerField(label=_("of these, found it useful"), required=False, **_COUNT)
    asked_later = forms.IntegerField(label=_("Answers three months later"), required=False, **_COUNT)
    changed = forms.IntegerField(label=_("of these, name a change in their own practice"), required=False, **_COUNT)


class DecisionForm(forms.Form):
    """What the board decided about the way events are held."""

    decided_on = day(_("Decided on"), required=True)
    text = forms.CharField(
        label=_("What was decided, and why"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The figures as they stand now are kept with it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("decided_on", timezone.localdate())
