"""The filters of the timeline, and what is written on the pages of an entry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from keepsight.lenses.catalogue import RULES
from keepsight.model import Lens, People
from keepsight.people import pseudonyms
from keepsight.services.lines import Eyes
from keepsight.store.chosen import Chosen
from keepsight.web.forms.setup import choose, day
from keepsight.web.words import FIRST_KINDS, KINDS, LENSES

SHOWN_LENGTH = 60


class FilterForm(forms.Form):
    """What to show of the timeline; all of it stands in the page's address."""

    agency = forms.TypedMultipleChoiceField(
        label=_("Agency"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=_("Words"), max_length=200, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    person = forms.ChoiceField(label=_("Person"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    ask = forms.ChoiceField(label=_("Lens or question"), required=False)
    tag = forms.CharField(label=_("Tag"), max_length=60, required=False)
    after = day(_("From"))
    before = day(_("To"))

    def __init__(self, data: Any, *, eyes: Eyes, people: People) -> None:
        super().__init__(data, auto_id="f_%s")
        choose(self, "agency", [(str(m.pk), m.agency.name) for m in eyes.members])
        choose(self, "kind", [("", _("every kind")), *sorted_names(FIRST_KINDS), *sorted_names(KINDS)])
        if people.people:
            choose(self, "person", [("", _("everybody")), *_persons(people, names=eyes.names)])
        else:
            del self.fields["person"]
        if eyes.questions:
            choose(self, "ask", [("", _("any or none")), *_asks()])
        else:
            del self.fields["ask"]
        if not eyes.notes:
            del self.fields["tag"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("after") and data.get("before") and data["after"] > data["before"]:
            self.add_error("before", _("The last day cannot come before the first."))
        return data

    def chosen(self) -> Chosen:
        """What was asked for; a field that could not be read asks for nothing."""
        self.is_valid()
        data = self.cleaned_data
        ask = data.get("ask") or ""
        return Chosen(
            members=tuple(data.get("agency") or ()),
            person=data.get("person") or "",
            kind=data.get("kind") or "",
            first=data.get("after"),
            last=data.get("before"),
            codes=codes_of(ask) if ask else (),
            words=data.get("words") or "",
            tag=data.get("tag") or "",
        )


def codes_of(ask: str) -> tuple[str, ...]:
    """The codes of a lens, or the one code asked for."""
    return tuple(r.code for r in RULES if r.lens.value == ask) or (ask,)


def sorted_names(names: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    return sorted(names.items(), key=lambda pair: str(pair[1]))


def _persons(people: People, *, names: bool) -> list[tuple[str, str]]:
    labels = pseudonyms(people)
    return [
        (str(p.ref), f"{labels.get(p.ref, '')} ({p.names[0]})" if names and p.names else labels.get(p.ref, str(p.ref)))
        for p in people.people
    ]


def _asks() -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = [(lens.value, LENSES[lens.value]) for lens in Lens]
    for lens in Lens:
        rules = [(r.code, f"{r.code} {gettext(r.title)[:SHOWN_LENGTH]}") for r in RULES if r.lens is lens]
        found.append((LENSES[lens.value], rules))
    return found


class KnownForm(forms.Form):
    """The day and the agency of the timeline as it was known."""

    day = day(_("As known on"), required=False)
    agency = forms.TypedChoiceField(label=_("By"), coerce=int, required=False, empty_value=None)

    def __init__(self, data: Any, *, eyes: Eyes, together: bool) -> None:
        super().__init__(data, auto_id="k_%s")
        own = [(str(m.pk), m.agency.name) for m in eyes.members]
        choose(self, "agency", [("", _("all agencies together")), *own] if together else own)
