"""Forms of a measure and of one look."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from keepsight.lenses.catalogue import RULES
from keepsight.services.loop_words import MEASURE_SOURCES
from keepsight.web.forms.setup import choose, day


class MeasureForm(forms.Form):
    """What is looked at, how, and since when it should be different."""

    title = forms.CharField(label=_("What is looked at"), max_length=200)
    kind = forms.ChoiceField(
        label=_("What is kept"),
        choices=[("share", _("a share: so many of those looked at")), ("count", _("a count"))],
        widget=forms.RadioSelect,
        initial="share",
    )
    source = forms.ChoiceField(
        label=_("What it is taken from"),
        choices=list(MEASURE_SOURCES.items()),
        widget=forms.RadioSelect,
        initial="records",
    )
    rule = forms.ChoiceField(
        label=_("Counted by a rule"),
        required=False,
        help_text=_("On a sample of case timelines: keepsight measure counts how many of them raise it."),
    )
    plan = forms.CharField(
        label=_("How the sample is drawn"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("How many, how often, and how they are chosen, so that nobody chooses them."),
    )
    more_is_better = forms.TypedChoiceField(
        label=_("Which way is better"),
        choices=[("1", _("more")), ("0", _("fewer"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        initial="1",
    )
    target = forms.FloatField(label=_("Target"), required=False, help_text=_("A share in the hundred, or a count."))
    changed_on = day(_("Practice should be different from"), help_text=_("Looks before this day are the baseline."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "rule", [("", _("none")), *((r.code, f"{r.code} {gettext(r.title)}") for r in RULES)])


class PointForm(forms.Form):
    """One look."""

    on = day(_("Day of the look"), required=True)
    found = forms.IntegerField(label=_("Found"), min_value=0)
    looked_at = forms.IntegerField(label=_("Of how many looked at"), min_value=1, required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", timezone.localdate())
        if share:
            self.fields["looked_at"].required = True
        else:
            del self.fields["looked_at"]
