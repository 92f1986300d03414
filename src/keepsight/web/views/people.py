"""The people list: who is who, under which names, and who is named in the chronologies and not listed yet."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from keepsight.access import Act
from keepsight.model import People, Person, PersonRef, Role
from keepsight.people.drafting import draft_people
from keepsight.people.pseudonyms import pseudonyms
from keepsight.services.gathering import keep_people
from keepsight.services.intake import entry_of, people_of
from keepsight.store.queries import current_entries
from keepsight.web.asking import Here, in_review
from keepsight.web.forms.setup import PersonForm
from keepsight.web.words import PERSONS

PersonForms = forms.formset_factory(PersonForm, extra=3)
MOST_DRAFTED = 200


@in_review(Act.SEE_PEOPLE, seen="see the people list")
def people(request: HttpRequest, here: Here) -> HttpResponse:
    """The list, to be read by the panel and changed by the coordinator."""
    listed = people_of(here.review)
    genders = dict(listed.genders)
    initial = [_initial(p, genders.get(p.ref, "")) for p in listed.people]
    lines = PersonForms(request.POST or None, initial=initial, prefix="p")
    if request.method == "POST" and lines.is_valid():
        made = _people([line.cleaned_data for line in lines])
        keep_people(here.user, here.review, made)
        said = ngettext("%(n)d person is on the list.", "%(n)d people are on the list.", len(made.people))
        messages.success(request, said % {"n": len(made.people)})
        return redirect("people", here.review.pk)
    labels = pseudonyms(listed)
    rows = list(zip(lines, [*(labels.get(p.ref, "") for p in listed.people), *[""] * len(lines.forms)], strict=False))
    return render(request, "setup/people.html", {"lines": lines, "rows": rows, "listed": bool(listed.people)})


@in_review(Act.SET_UP, seen="see who is named")
def draft(request: HttpRequest, here: Here) -> HttpResponse:
    """Everybody who is named in the chronologies and not on the list; chosen lines are put on it."""
    listed = people_of(here.review)
    found = draft_people([entry_of(r) for r in current_entries(here.review)], listed)[:MOST_DRAFTED]
    if request.method == "POST":
        chosen = [(form, request.POST.get(f"role-{n}", "")) for n, form in enumerate(request.POST.getlist("form"))]
        more = tuple(
            Person(PersonRef(_free(listed, n)), Role(role), (form,))
            for n, (form, role) in enumerate(chosen, 1)
            if role in set(Role)
        )
        keep_people(here.user, here.review, People((*listed.people, *more), listed.genders))
        messages.success(
            request, ngettext("%(n)d person was added.", "%(n)d people were added.", len(more)) % {"n": len(more)}
        )
        return redirect("people", here.review.pk)
    return render(request, "setup/draft.html", {"found": found, "roles": list(PERSONS.items())})


def _initial(person: Person, gender: str) -> dict[str, Any]:
    return {
        "ref": person.ref,
        "names": "; ".join(person.names),
        "role": person.role.value,
        "dob": person.dob,
        "agency": person.agency,
        "gender": gender,
    }


def _people(lines: list[dict[str, Any]]) -> People:
    made: list[Person] = []
    genders: list[tuple[PersonRef, str]] = []
    for line in lines:
        names = tuple(n.strip() for n in line.get("names", "").split(";") if n.strip())
        if not names or not line.get("role"):
            continue
        ref = PersonRef(line["ref"] or _free(People(tuple(made)), len(made) + 1))
        born: date | None = line.get("dob")
        made.append(Person(ref, Role(line["role"]), names, born, line.get("agency", "")))
        if line.get("gender"):
            genders.append((ref, line["gender"]))
    return People(tuple(made), tuple(genders))


def _free(people: People, number: int) -> str:
    taken = {str(p.ref) for p in people.people}
    while f"P{number}" in taken:
        number += 1
    return f"P{number}"
