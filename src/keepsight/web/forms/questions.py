"""What is asked of the list of questions, and what the panel writes to one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keepsight.services.asked import Overview, Wanted
from keepsight.web.forms.setup import choose
from keepsight.web.words import LENSES, QUESTION_KINDS, VERDICTS


class QuestionFilter(forms.Form):
    """Which questions to show; all of it stands in the page's address."""

    lens = forms.ChoiceField(label=_("Lens"), required=False)
    state = forms.ChoiceField(label=_("Where it stands"), required=False)
    words = forms.CharField(
        label=_("Words"), max_length=200, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="f_%s")
        choose(self, "lens", [("", _("every lens")), *LENSES.items()])
        choose(self, "state", [("", _("all")), *QUESTION_KINDS.items()])

    def wanted(self) -> Wanted:
        """What was asked for; a field that could not be read asks for nothing."""
        self.is_valid()
        return Wanted(**{name: self.cleaned_data.get(name) or "" for name in ("lens", "state", "words")})

    def count(self, found: Overview) -> None:
        """Tell in each choice how many questions it would show."""
        choose(
            self,
            "lens",
            [("", _("every lens")), *((k, f"{name} ({found.lenses[k]})") for k, name in LENSES.items())],
        )
        choose(
            self,
            "state",
            [("", _("all")), *((k, f"{name} ({found.states[k]})") for k, name in QUESTION_KINDS.items())],
        )


class VerdictForm(forms.Form):
    """An answer, or what the panel settled on."""

    verdict = forms.ChoiceField(label=_("Answer"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed for every answer but “agreed”. Say what the record shows, not what was meant."),
    )

    def __init__(self, data: Any = None, *, prefix: str, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, prefix=prefix, initial=initial)
        choose(self, "verdict", list(VERDICTS.items()))


class OwnQuestionForm(forms.Form):
    """A question of a member's own."""

    lens = forms.ChoiceField(label=_("Lens"))
    title = forms.CharField(label=_("In a few words"), max_length=200)
    wording = forms.CharField(
        label=_("The question"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Open and about practice: what was known, who could have asked, what stood in the way."),
    )
    entries = forms.MultipleChoiceField(
        label=_("Entries it rests on"), required=False, widget=forms.MultipleHiddenInput
    )

    def __init__(
        self, data: Any = None, *, entries: tuple[str, ...] = (), initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial={**(initial or {}), "entries": list(entries)})
        choose(self, "lens", list(LENSES.items()))
        choose(self, "entries", [(e, e) for e in entries])


class EvidenceForm(forms.Form):
    """An entry added to the evidence, found by its words."""

    entry = forms.ChoiceField(label=_("Entry"))
    against = forms.BooleanField(label=_("It speaks against the question"), required=False)
    reason = forms.CharField(label=_("Why it belongs here"), required=False, max_length=2000)

    def __init__(self, data: Any = None, *, found: list[tuple[str, str]]) -> None:
        super().__init__(data)
        choose(self, "entry", list(found))
