"""Forms of gathering: a file sent, rows typed, a row mended, a chronology returned."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from keepsight.model import ColumnRole

ROLE_NAMES = {
    ColumnRole.DATE: _("date"),
    ColumnRole.END_DATE: _("end date"),
    ColumnRole.TIME: _("time"),
    ColumnRole.END_TIME: _("end time"),
    ColumnRole.RECORDED: _("day it was recorded"),
    ColumnRole.ORDER: _("order"),
    ColumnRole.AGENCY: _("agency"),
    ColumnRole.SOURCE: _("source"),
    ColumnRole.WORKER: _("worker"),
    ColumnRole.ATTENDANCE: _("attendance"),
    ColumnRole.CHILD_SEEN: _("child seen"),
    ColumnRole.CHILD_VOICE: _("child's voice"),
    ColumnRole.NARRATIVE: _("what happened"),
    ColumnRole.ACTION: _("action"),
    ColumnRole.COMMENT: _("comment"),
    ColumnRole.REFERENCE: _("reference"),
    ColumnRole.OTHER: _("kept, not read"),
}


class FileForm(forms.Form):
    """A chronology as a file."""

    file = forms.FileField(
        label=_("Your chronology"),
        help_text=_("Word (.docx), Excel, OpenDocument or CSV, as it is. Nothing needs retyping."),
    )


class TypedRowForm(forms.Form):
    """One row typed in the grid; a row with nothing in it is left out."""

    date = forms.CharField(label=_("Date"), max_length=60, required=False)
    time = forms.CharField(label=_("Time"), max_length=20, required=False)
    source = forms.CharField(label=_("Source"), max_length=200, required=False)
    what = forms.CharField(label=_("What happened"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    voice = forms.CharField(label=_("Child's voice"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    action = forms.CharField(
        label=_("Action taken, or why none"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class HeadingForm(forms.Form):
    """What a heading is for."""

    heading = forms.CharField(widget=forms.HiddenInput)
    role = forms.ChoiceField(choices=[(r.value, name) for r, name in ROLE_NAMES.items()])


class MendForm(forms.Form):
    """A cell put right."""

    column = forms.CharField(widget=forms.HiddenInput)
    now = forms.CharField(label=_("As it should read"), required=False)
    reason = forms.CharField(label=_("Why"), required=False, max_length=300)
