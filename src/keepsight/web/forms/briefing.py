"""The form of one box of the briefing."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class BoxForm(forms.Form):
    """A box: one sentence to a line, so that each keeps what stands behind it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    heading = forms.CharField(label=_("Heading"), max_length=120)
    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("One sentence to a line."),
    )
    bulleted = forms.BooleanField(label=_("Show the sentences as a list"), required=False)
