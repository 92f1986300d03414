"""Forms of setting a review up: the review itself, its agencies, its people and who takes part."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from keepsight.access import SeatRole
from keepsight.review.deadlines import processes
from keepsight.store.models import AgencyRecord, BoardRecord, ReviewRecord
from keepsight.web.words import PERSONS


def day(label: Any, *, help_text: Any = "", required: bool = False) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def choose(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    """Give a field its choices, which the review decides."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
    field.choices = choices


def among(form: forms.Form, name: str, agencies: QuerySet[AgencyRecord]) -> None:
    """Give a field the agencies to choose among."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared so above
    field.queryset = agencies


PROCESS_NAMES = {
    "susr": _("Single Unified Safeguarding Review"),
    "rapid_review": _("Rapid review"),
    "lcspr": _("Local child safeguarding practice review"),
    "learning_review": _("Learning review"),
}


class ReviewForm(forms.Form):
    """What a review is about and when it began."""

    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("A name that tells nobody who it is about, such as Child A.")
    )
    reference = forms.CharField(
        label=_("Reference"), max_length=40, required=False, help_text=_("As your board numbers its reviews.")
    )
    process = forms.ChoiceField(label=_("Kind of review"))
    scope_from = day(_("The period under review begins on"))
    scope_to = day(_("and ends on"), help_text=_("Both days are part of it. Leave a day empty where it is open."))
    referred_on = day(_("Referred to the board on"))
    decided_on = day(_("The board decided on"))
    signed_on = day(_("The report was signed on"))

    def __init__(self, *args: Any, nation: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(p, PROCESS_NAMES.get(p, p)) for p in processes(nation)]
        choose(self, "process", [*known, ("own", _("Another kind"))])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("scope_from"), data.get("scope_to")
        if first and last and first > last:
            self.add_error("scope_to", _("The period cannot end before it begins."))
        return data


class NewReviewForm(forms.Form):
    """A review opened: the rest is asked on the next page."""

    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("A name that tells nobody who it is about, such as Child A.")
    )
    board: forms.ModelChoiceField[BoardRecord] = forms.ModelChoiceField(
        label=_("Board"), queryset=BoardRecord.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, boards: QuerySet[BoardRecord], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["board"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared so above
        field.queryset = boards


class AgencyForm(forms.Form):
    """An agency brought into the review."""

    name = forms.CharField(label=_("Agency or service"), max_length=120)
    within: forms.ModelChoiceField[AgencyRecord] = forms.ModelChoiceField(
        label=_("It is a service of"), queryset=AgencyRecord.objects.none(), required=False, empty_label=_("no other agency"),
        help_text=_("A service's chronology goes to its agency first, which checks it and passes it on."),
    )  # fmt: skip
    due_on = day(_("Its chronology is due on"))

    def __init__(self, *args: Any, review: ReviewRecord, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = review.board.agencies.filter(reviews__review=review, parent=None).order_by("name")
        among(self, "within", agencies)


class InvitationForm(forms.Form):
    """Somebody invited by e-mail."""

    email = forms.EmailField(label=_("E-mail address"))
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    role = forms.ChoiceField(label=_("Role in this review"))
    agency: forms.ModelChoiceField[AgencyRecord] = forms.ModelChoiceField(
        label=_("Agency"), queryset=AgencyRecord.objects.none(), required=False, empty_label=_("none"),
        help_text=_("An agency author speaks for one agency and sees its rows only, until the timeline is released."),
    )  # fmt: skip

    def __init__(self, *args: Any, review: ReviewRecord, roles: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "role", roles)
        among(self, "agency", review.board.agencies.filter(reviews__review=review).order_by("name"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("role") == SeatRole.AUTHOR.value and not data.get("agency"):
            self.add_error("agency", _("Choose the agency that this author speaks for."))
        return data


class PersonForm(forms.Form):
    """One line of the people list."""

    ref = forms.CharField(required=False, widget=forms.HiddenInput)
    names = forms.CharField(label=_("All names and forms, separated by ;"), max_length=500, required=False)
    role = forms.ChoiceField(
        label=_("Who they are"),
        choices=[("", _("not on the list")), *PERSONS.items()],
        required=False,
    )
    dob = day(_("Born on"))
    agency = forms.CharField(label=_("Agency, if they work for one"), max_length=120, required=False)
    gender = forms.CharField(required=False, widget=forms.HiddenInput)


class WelcomeForm(forms.Form):
    """An invitation answered with a new account."""

    name = forms.CharField(label=_("Your name, as the others should see it"), max_length=120)
    password = forms.CharField(
        label=_("A password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("12 letters or more. Three or four words that do not belong together are easy to keep."),
    )  # fmt: skip
