"""Forms of the board's page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class EarlierForm(forms.Form):
    """A recommendation that the board made before it worked here."""

    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100)
    text = forms.CharField(label=_("What was recommended"), widget=forms.Textarea(attrs={"rows": 3}))
    source = forms.CharField(label=_("In which review"), max_length=200, required=False)
    what_happened = forms.CharField(
        label=_("What became of it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Leave it empty if nobody knows: that is an answer too."),
    )
