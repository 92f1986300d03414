"""Did it change? A recommendation's measures with their points, and what their chart can and cannot say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from keepsight.access import Act
from keepsight.assure.charts import LEAST, Chart, Compared, Sample, compare, xmr
from keepsight.lenses.catalogue import RULES
from keepsight.model import KeepsightError
from keepsight.services import trail
from keepsight.services.actors import require
from keepsight.store.models import MeasureRecord, PointRecord, RecommendationRecord, UserRecord

KINDS = ("share", "count")
SOURCES = ("records", "family", "staff")
"""What a measure is taken from: a sample of records, what children and families say, a survey of staff."""
FEW = 10
"""Records in one look below which its share says little by itself."""
_CODES = frozenset(r.code for r in RULES)


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure with its chart. `before` and `after` are all looks of each side together, `compared` their difference."""

    record: MeasureRecord
    points: tuple[PointRecord, ...]
    chart: Chart
    before: Sample | None
    after: Sample | None
    compared: Compared | None

    @property
    def needed(self) -> int:
        """Points of baseline still missing before limits can be drawn."""
        return max(0, LEAST - self.chart.baseline)

    @property
    def first_signal(self) -> PointRecord | None:
        """The first point after the baseline that is more than chance, as far as the chart can tell."""
        pairs = list(zip(self.points, self.chart.points, strict=True))[self.chart.baseline :]
        return next((p for p, marked in pairs if marked.signals), None)

    @property
    def is_better(self) -> bool | None:
        """Whether the later points lie on the better side of the baseline; None where nothing can be said."""
        if self.chart.shift is None or not self.chart.has_signal:
            return None
        return (self.chart.shift > 0) == self.record.more_is_better

    @property
    def small(self) -> bool:
        """Whether some look had so few records that its share says little by itself."""
        return any(p.looked_at is not None and p.looked_at < FEW for p in self.points)


@transaction.atomic
def keep_measure(
    user: UserRecord,
    recommendation: RecommendationRecord,
    measure: MeasureRecord | None = None,
    *,
    title: str,
    kind: str = "share",
    source: str = "records",
    rule: str = "",
    plan: str = "",
    more_is_better: bool = True,
    target: float | None = None,
    changed_on: date | None = None,
) -> MeasureRecord:
    """A measure, new or changed. Its kind stays once it has points."""
    require(user, Act.SAY_REACHED, recommendation.review)
    if not title.strip():
        raise KeepsightError(_("Say what is looked at."))
    if kind not in KINDS:
        raise KeepsightError(_("Choose whether a share or a count is kept."))
    if source not in SOURCES:
        raise KeepsightError(_("Choose what it is taken from."))
    if rule and rule not in _CODES:
        raise KeepsightError(_("There is no rule of this name."))
    if kind == "share" and target is not None and not 0 <= target <= 100:
        raise KeepsightError(_("A share is from 0 to 100 in a hundred."))
    if measure is not None and measure.kind != kind and measure.points.exists():
        raise KeepsightError(_("It has points already: a share cannot become a count, nor a count a share."))
    kept = measure or MeasureRecord(recommendation=recommendation, made_by=user, made_at=timezone.now())
    kept.title, kept.kind, kept.rule, kept.plan = title.strip()[:200], kind, rule, plan.strip()
    kept.source = source
    kept.more_is_better, kept.target, kept.changed_on = more_is_better, target, changed_on
    kept.save()
    trail.note(user.pk, "keep a measure", review=recommendation.review_id, what=f"measure {kept.pk}")
    return kept


@transaction.atomic
def add_point(
    user: UserRecord, measure: MeasureRecord, *, on: date, found: int, looked_at: int | None = None, note: str = ""
) -> PointRecord:
    """One look. A second look on the same day takes the place of the first."""
    review = measure.recommendation.review
    require(user, Act.SAY_REACHED, review)
    if on > timezone.localdate():
        raise KeepsightError(_("That day has not come yet."))
    if measure.kind == "share" and not looked_at:
        raise KeepsightError(_("Say how many records or answers were looked at."))
    if found < 0 or (looked_at is not None and found > looked_at):
        raise KeepsightError(_("No more can be found than was looked at."))
    told = {
        "found": found,
        "looked_at": looked_at if measure.kind == "share" else None,
        "note": note.strip()[:300],
        "made_by": user,
        "made_at": timezone.now(),
    }
    made, _new = PointRecord.objects.update_or_create(measure=measure, on=on, defaults=told)
    trail.note(user.pk, "add a point to a measure", review=review.pk, what=f"measure {measure.pk}, {on}")
    return made


def measured(measure: MeasureRecord) -> Measured:
    """The measure's chart. Shares are in the hundred."""
    points = tuple(measure.points.all())
    split = measure.changed_on
    baseline = sum(split is None or p.on < split for p in points)
    share = measure.kind == "share"
    chart = xmr([value_of(p) for p in points], baseline=baseline, least=0.0, most=100.0 if share else None)
    before, after = _sample(points[:baseline], share), _sample(points[baseline:], share)
    compared = compare(before, after) if before is not None and after is not None else None
    return Measured(measure, points, chart, before, after, compared)


def value_of(point: PointRecord) -> float:
    """A point's value: the share in the hundred, or the count."""
    return 100 * point.found / point.looked_at if point.looked_at else float(point.found)


def _sample(points: Sequence[PointRecord], share: bool) -> Sample | None:
    if not share or not points:
        return None
    return Sample(sum(p.found for p in points), sum(p.looked_at or 0 for p in points))
