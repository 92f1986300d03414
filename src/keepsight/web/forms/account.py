"""What somebody writes about the own account: a token for a program."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from keepsight.access import SeatRole
from keepsight.services.tokens import LONGEST
from keepsight.store.models import ReviewRecord
from keepsight.web.forms.setup import choose
from keepsight.web.words import ROLES


class TokenForm(forms.Form):
    """A token narrowed to what its program needs."""

    label = forms.CharField(
        label=_("What it is for"), max_length=80, help_text=_("So that you know later which one to withdraw.")
    )
    review = forms.ModelChoiceField(
        label=_("Review"), queryset=ReviewRecord.objects.none(), required=False, empty_label=_("every review of mine")
    )
    role = forms.ChoiceField(label=_("With the rights of"), required=False)
    may_write = forms.BooleanField(label=_("It may change things, not only read"), required=False)
    days = forms.IntegerField(label=_("Good for how many days"), min_value=1, max_value=LONGEST, initial=90)

    def __init__(self, data: Any, *, reviews: QuerySet[ReviewRecord]) -> None:
        super().__init__(data)
        field = self.fields["review"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared so above
        field.queryset = reviews
        choose(self, "role", [("", _("all my roles")), *ROLES.items()])

    def clean_role(self) -> SeatRole | None:
        return SeatRole(self.cleaned_data["role"]) if self.cleaned_data["role"] else None
